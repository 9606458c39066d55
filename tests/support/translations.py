#!/usr/bin/env python3
"""Is everything that the window says there in its other languages?

translations.py ROOT LUPDATE reads the sources of ROOT with Qt's lupdate into copies of resources/i18n/*.ts and fails,
naming each sentence, where one is missing, unfinished or gone from the sources, or where a translation has lost a
placeholder (%1) or a mnemonic's number.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

MOST_NAMED = 20


def problems_of(message):
    source = message.findtext("source")
    translation = message.find("translation")
    text = translation.text or ""
    kind = translation.get("type")
    if kind in ("vanished", "obsolete"):
        return [f"gone from the sources: {source!r}"]
    if kind == "unfinished" or not text.strip():
        return [f"not translated: {source!r}"]
    places = [sorted(set(re.findall(r"%\d", words))) for words in (source, text)]
    return [f"other placeholders: {source!r} is {text!r}"] if places[0] != places[1] else []


def main(root, lupdate):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted((Path(root) / "resources/i18n").glob("*.ts")):
            copy = Path(folder) / file.name
            shutil.copy(file, copy)
            subprocess.run([lupdate, "-silent", "-I", ".", "app", "views", "model", "-ts", copy], cwd=root, check=True,
                           stderr=subprocess.DEVNULL)
            problems = [text for message in xml.parse(copy).iter("message") for text in problems_of(message)]
            found += [f"{file.name}: {problem}" for problem in problems[:MOST_NAMED]]
            if len(problems) > MOST_NAMED:
                found.append(f"{file.name}: and {len(problems) - MOST_NAMED} more")
    print("\n".join(found) or "everything is translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
