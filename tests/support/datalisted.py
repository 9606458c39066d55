#!/usr/bin/env python3
"""datalisted.py DATA: does DATA/README.md have a row with origin and recipe for every folder down to three levels and
every file beside it, and is all that it lists there?"""
import sys
from pathlib import Path

LEVELS = 3


def listed(readme):
    """Path by row, with the cells behind it."""
    rows = {}
    for line in readme.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if line.startswith("| ") and not set(cells[0]) <= set("-"):
            rows[cells[0]] = cells[1:]
    return dict(list(rows.items())[1:])  # without the heading


def there(data):
    folders = {path.relative_to(data).as_posix() for path in data.glob("**/") if path != data}
    files = {path.name for path in data.iterdir() if path.is_file() and path.name != "README.md"}
    return files | {name for name in folders if name.count("/") < LEVELS and "__pycache__" not in name}


def problems(data):
    rows, found = listed(data / "README.md"), there(data)
    yield from (f"{name} has no row" for name in sorted(found - set(rows)))
    yield from (f"{name} has a row, but is not there" for name in sorted(set(rows) - found))
    yield from (f"{name}'s row lacks what, made by or recipe" for name, cells in rows.items()
                if len(cells) != 3 or not all(cells))


def main():
    found = list(problems(Path(sys.argv[1])))
    print("\n".join(found) if found else "every folder of the test data is listed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
