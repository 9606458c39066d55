# Sourced by app/run and tests/run: installs what is missing on Debian 12 and sets CMAKE_ARGS for the build.
# Usage: . app/setup.sh BUILD_FOLDER [PACKAGE...]   (further packages for tests)
set -euo pipefail
build=$1
shift
packages=(g++ cmake ninja-build qt6-base-dev qt6-svg-dev libqcustomplot-dev libicu-dev libcli11-dev
  nlohmann-json3-dev libsentencepiece-dev doctest-dev libgl1-mesa-dev fonts-inter fonts-noto-cjk
  qt6-l10n-tools qt6-translations-l10n "$@")
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing from the distribution: ${missing[*]}" >&2
  sudo=''
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

torch_root() { # the folder that holds include/, lib/ and share/cmake/Torch, if this python has a torch with headers
  python3 - <<'PY' 2>/dev/null
import importlib.util, os
spec = importlib.util.find_spec("torch")
root = spec and os.path.dirname(spec.origin)
if root and os.path.isfile(os.path.join(root, "share/cmake/Torch/TorchConfig.cmake")):
    version = open(os.path.join(root, "version.py")).read()
    if "'2.13" in version or '"2.13' in version:
        print(root)
PY
}

mkdir -p "$build"
if [ -z "${CMAKE_PREFIX_PATH:-}" ]; then
  torch=$(torch_root || true)
  if [ -z "$torch" ]; then
    torch=$build/libtorch/torch
    if [ ! -f "$torch/share/cmake/Torch/TorchConfig.cmake" ]; then
      command -v python3 >/dev/null && python3 -m pip --version >/dev/null 2>&1 || {
        sudo=''
        [ "$(id -u)" = 0 ] || sudo=sudo
        $sudo apt-get install -y -qq --no-install-recommends python3 python3-pip >&2
      }
      echo "Fetching LibTorch 2.13 (CPU build) into $build/libtorch" >&2
      rm -rf "$build/libtorch"
      fetch=(python3 -m pip install --quiet --no-deps --target "$build/libtorch" --root-user-action ignore)
      "${fetch[@]}" "torch==2.13.0+cpu" >&2 || "${fetch[@]}" \
        --index-url https://download.pytorch.org/whl/cpu "torch==2.13.0+cpu" >&2
    fi
  fi
  # Both: with only share/cmake, find_library(c10) takes the distribution's libc10 and the program aborts at start.
  CMAKE_ARGS=("-DCMAKE_PREFIX_PATH=$torch;$torch/share/cmake")
else
  CMAKE_ARGS=()
fi
