#!/usr/bin/env python3
"""Does every source include only what README's table of rooms allows?

layering.py ROOT QT_HEADERS reads the table between the markers of ROOT/README.md and every source below model, views
and app. QT_HEADERS is the folder that holds QtCore, QtGui, ...: a header's module is the first that has it.

A row is `| room | what | may use |`. A room is a folder, a folder whose sub-folders are a room each ("views/*"), or a
file without its ending; of several the longest counts, so a row may stand inside another's folder. What it may use are
other rooms (as written in their rows, "model/" left out) and libraries. A room may always use itself. Rows stand in
the order of dependence: a room uses rooms above it only.
"""
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

BEGIN, END = "<!-- rooms -->", "<!-- end of rooms -->"
FOLDERS = ("model", "views", "app")
SOURCES = {".h", ".hpp", ".cpp", ".cc", ".cxx", ".c", ".inc"}
# A header that several modules hold belongs to the first: QtWidgets has forwarding copies of QtGui's.
QT_MODULES = ("QtCore", "QtNetwork", "QtGui", "QtSvg", "QtWidgets", "QtPrintSupport")
LIBRARIES = {
    "nlohmann-json": r"nlohmann/",
    "ICU": r"unicode/",
    "sentencepiece": r"sentencepiece",
    "LibTorch": r"(ATen|torch|c10|caffe2)/",
    "CLI11": r"CLI/",
    "QCustomPlot": r"qcustomplot\.h$",
    "std": r"[a-z_]+$|(assert|ctype|errno|fcntl|limits|locale|math|poll|pthread|signal|stddef|stdint|stdio|stdlib|string|"
           r"time|unistd|immintrin|malloc)\.h$|sys/[a-z]+\.h$",
}


class Room(NamedTuple):
    name: str  # as the table has it
    uses: frozenset
    line: int


class Problem(Exception):
    pass


def short(name):
    return name.removeprefix("model/")


def read_rooms(readme):
    """The table's rows in order."""
    lines = readme.read_text("utf-8").splitlines()
    try:
        first, last = lines.index(BEGIN), lines.index(END)
    except ValueError:
        raise Problem(f"README.md: expected the table of rooms between {BEGIN} and {END}")
    rooms = []
    for number in range(first + 3, last):  # behind the marker: two lines of headings
        cells = [cell.strip() for cell in lines[number].strip("| ").split("|")]
        if len(cells) != 3:
            raise Problem(f"README.md:{number + 1}: expected a room, what it is and what it may use")
        rooms.append(Room(cells[0].strip("`"), frozenset(word.strip("` ") for word in cells[2].split(",")), number + 1))
    return rooms


def table_problems(rooms, root):
    """What is wrong with the table itself."""
    seen = set()
    for room in rooms:
        for word in sorted(room.uses - seen - set(LIBRARIES) - set(QT_MODULES)):
            known = any(short(other.name) == word for other in rooms)
            yield f"README.md:{room.line}: {room.name} may use {word}, which is " + (
                "not above it" if known else "no room and no library")
        if short(room.name) in seen:
            yield f"README.md:{room.line}: {room.name} is listed twice"
        seen.add(short(room.name))
        if not any(True for _ in sources_of(room, root)):
            yield f"README.md:{room.line}: {room.name} holds no sources"


def sources_of(room, root):
    at = root / room.name.removesuffix("/*")
    yield from (path for path in at.rglob("*") if path.suffix in SOURCES) if at.is_dir() else (
        path for path in at.parent.glob(at.name + ".*") if path.suffix in SOURCES)


def room_of(path, rooms):
    """The row that a file (relative, as text) belongs to, and the name of its room; None: no row."""
    best = None
    for room in rooms:
        folder = room.name.removesuffix("/*")
        if not path.startswith(folder + "/") and Path(path).with_suffix("").as_posix() != folder:
            continue
        name = short(room.name)
        if room.name.endswith("/*"):
            inside = path[len(folder) + 1:].split("/")
            if len(inside) < 2:
                continue
            name = f"{short(folder)}/{inside[0]}"
        if best is None or len(folder) >= len(best[0].name.removesuffix("/*")):
            best = room, name
    return best


def without_comments(text):
    """Comments become blanks, continued lines one line; texts stay."""
    text = re.sub(r"\\\r?\n", "", text)
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
    return token.sub(lambda m: " " if m[0].startswith(("//", "/*")) else m[0], text)


def includes_of(text):
    """The operands of all include directives."""
    for match in re.finditer(r"^\s*(?:#|%:)\s*(?:include|include_next|import)\b[ \t]*([^\n]*)", without_comments(text),
                             re.MULTILINE):
        yield match[1].strip()


class Scan:
    def __init__(self, root, qt, rooms):
        self.root, self.qt, self.rooms = root, qt, rooms

    @lru_cache(None)
    def library_of(self, header):
        for module in QT_MODULES:
            if (self.qt / module / header.removeprefix(module + "/")).exists():
                return module
        known = next((name for name, pattern in LIBRARIES.items() if re.match(pattern, header)), None)
        # Another module of Qt stands in no room's row.
        return known or ("Qt" if re.match(r"Q[A-Za-z]\w*(/|$)|q[a-z0-9_]+\.h$", header) else None)

    def file_of(self, path, header):
        """The included file, relative to the root; None if it is none of ours."""
        for folder in (path.parent, self.root / "model", self.root):
            found = (folder / header).resolve()
            if found.is_file() and found.is_relative_to(self.root):
                return found.relative_to(self.root).as_posix()
        return None

    def used(self, path, operand):
        """What an include reaches, by the names that rows may call it; none: neither ours nor of a known library."""
        match = re.fullmatch(r'"([^"]+)"|<([^>]+)>', operand)
        if not match:
            return []
        header = match[1] or match[2]
        own = self.file_of(path, header)
        if own is None:
            return list(filter(None, [self.library_of(header)]))
        found = room_of(own, self.rooms)
        return [found[1], short(found[0].name)] if found else [own]

    def problems(self):
        for folder in FOLDERS:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in SOURCES:
                    yield from self.problems_of(path)

    def problems_of(self, path):
        name = path.relative_to(self.root).as_posix()
        found = room_of(name, self.rooms)
        if not found:
            yield f"{name}: is in no room of README's table"
            return
        room, own = found
        for operand in includes_of(path.read_text("utf-8")):
            if operand == f'"{path.stem}.moc"':
                continue
            used = self.used(path, operand)
            if not used:
                yield f"{name}: includes {operand}, which is neither ours nor of a known library"
            elif used[0] != own and not room.uses.intersection(used):
                yield f"{name}: includes {operand} of {used[0]}; {room.name} may use {', '.join(sorted(room.uses))}"


def problems(root, qt):
    rooms = read_rooms(root / "README.md")
    return [*table_problems(rooms, root), *Scan(root, qt, rooms).problems()]


def main():
    try:
        found = problems(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
    except Problem as problem:
        found = [str(problem)]
    print("\n".join(found) if found else "every include is one that README's table allows")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
