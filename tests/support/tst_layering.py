#!/usr/bin/env python3
"""tst_layering.py ROOT QT_HEADERS: what the scan of includes must find, tried on a copy of the sources."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import layering

ROOT, QT = Path(sys.argv[1]).resolve(), Path(sys.argv[2])

# A file that is added, the line in it, and what the complaint must name.
VIOLATIONS = [
    ("views/bench/x.cpp", '#include "views/rack/x.h"', "views/rack"),
    ("views/bench/x.cpp", '#include "../rack/x.h"', "views/rack"),
    ("views/rack/x.h", '#include "views/modules/x.h"', "views/modules"),
    ("views/common/x.h", '#include "views/bench/x.h"', "views/bench"),
    ("views/x.cpp", '#include "views/bench/x.h"', "is in no room"),
    ("views/bench/x.cpp", '#include "engine/engine.h"', "engine"),
    ("views/bench/x.cpp", '#include "../../model/engine/engine.h"', "engine"),
    ("views/bench/x.cpp", '#include "engine/local/x.h"', "engine/local"),
    ("views/bench/x.cpp", '#include "bridge/jobqueue.h"', "bridge/jobqueue"),
    ("views/bench/x.cpp", '#include "app/x.h"', "app"),
    ("views/bench/x.cpp", "#include <ATen/ATen.h>", "LibTorch"),
    ("model/items/x.cpp", '#include "engine/local/x.h"', "engine/local"),
    ("model/items/x.cpp", "# include <ATen/ATen.h>", "LibTorch"),
    ("model/items/x.cpp", "#\tinclude<ATen/ATen.h>", "LibTorch"),
    ("model/items/x.cpp", "#include /* as a value */ <torch/torch.h>", "LibTorch"),
    ("model/items/x.cpp", "#\\\ninclude <c10/core/Device.h>", "LibTorch"),
    ("model/items/x.cpp", "%:include <torch/torch.h>", "LibTorch"),
    ("model/items/x.cpp", "#define HEADER <torch/torch.h>\n#include HEADER", "HEADER"),
    ("model/items/x.cpp", "#include <nlohmann/json.hpp>", "nlohmann-json"),
    ("model/items/x.cpp", "#include <QLineEdit>", "QtWidgets"),
    ("model/items/x.cpp", "#include <QtWidgets/QLineEdit>", "QtWidgets"),
    ("model/items/x.cpp", "#include <qlineedit.h>", "QtWidgets"),
    ("model/items/x.cpp", "#include <QtWidgets>", "QtWidgets"),
    ("model/items/x.cpp", "#include <QNetworkAccessManager>", "QtNetwork"),
    ("model/items/x.cpp", '#include "views/bench/x.h"', "views/bench"),
    ("model/bridge/x.cpp", "#include <QPainter>", "QtGui"),
    ("model/bridge/x.cpp", '#include "items/x.h"', "items"),
    ("model/bridge/x.cpp", '#include "engine/local/x.h"', "engine/local"),
    ("model/bridge/jobqueue.cpp", "#include <QObject>", "QtCore"),
    ("model/bridge/jobqueue.h", "#include <QtCore/qobject.h>", "QtCore"),
    ("model/bridge/jobqueue.cpp", '#include "bridge/x.h"', "bridge"),
    ("app/cli/x.cpp", "#include <QWidget>", "QtWidgets"),
    ("app/cli/x.cpp", "#include <QString>", "QtCore"),
    ("app/cli/x.cpp", '#include "views/common/x.h"', "views/common"),
    ("app/x.cpp", '#include "engine/local/x.h"', "engine/local"),
    ("app/x.cpp", "#include <ATen/ATen.h>", "LibTorch"),
    ("model/nn/x.cpp", '#include "../engine/local/x.h"', "engine/local"),
    ("model/nn/layers/x.cpp", '#include "../../engine/engine.h"', "engine"),
    ("model/nn/x.cpp", "#include <QString>", "QtCore"),
    ("model/engine/x.h", "#include <ATen/ATen.h>", "LibTorch"),
    ("model/engine/engine.h", '#include "nn/x.h"', "nn"),
    ("model/io/x.cpp", '#include "text/x.h"', "text"),
    ("model/io/x.cpp", "#include <unicode/uchar.h>", "ICU"),
    ("model/text/parts/x.cpp", "#include <QRegularExpression>", "QtCore"),
    ("model/core/x.h", "#include <nlohmann/json.hpp>", "nlohmann-json"),
    ("model/core/x.h", "#include <boost/any.hpp>", "boost"),
    ("model/core/x.h", '#include "io/x.h"', "io"),
    ("model/tree/x.h", "#include <QStringList>", "QtCore"),
    ("model/hub/x.cpp", "#include <QImage>", "QtGui"),
    ("model/hub/x.cpp", "#include <QSqlDatabase>", "Qt"),
    ("model/invented/x.cpp", "", "is in no room"),
]

HARMLESS = [
    ("model/items/x.cpp", '// #include "engine/local/x.h"'),
    ("model/items/x.cpp", '/*\n#include <ATen/ATen.h>\n*/'),
    ("model/items/x.cpp", 'const char *text = "/*";\n#include <QtGui/QColor>\nconst char *end = "*/";'),
    ("views/bench/x.cpp", '#include "x.h"\n#include "views/bench/x.h"\n#include <QWidget>'),
    ("model/text/x.cpp", "#include <queue>\n#include <unicode/uchar.h>"),
]


class Layering(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name).resolve()
        for name in layering.FOLDERS:
            shutil.copytree(ROOT / name, self.root / name, symlinks=True)
        shutil.copy(ROOT / "README.md", self.root)
        for room in ("views/bench", "views/rack", "views/modules", "views/common", "model/engine/local", "model/items",
                     "model/nn", "model/io", "model/text", "model/bridge", "app"):
            (self.root / room / "x.h").write_text("#pragma once\n")

    def tearDown(self):
        self.folder.cleanup()

    def found(self):
        return layering.problems(self.root, QT)

    def found_in(self, path):
        return list(layering.Scan(self.root, QT, layering.read_rooms(self.root / "README.md")).problems_of(path))

    def edit_table(self, change):
        readme = self.root / "README.md"
        readme.write_text(change(readme.read_text("utf-8")), "utf-8")

    def test_the_sources_pass(self):
        self.assertEqual(self.found(), [])

    def test_every_violation_is_named(self):
        for file, line, named in VIOLATIONS:
            with self.subTest(file=file, line=line):
                path = self.root / file
                before = path.read_text("utf-8") if path.exists() else None
                path.parent.mkdir(exist_ok=True)
                path.write_text((before or "") + "\n" + line + "\n", "utf-8")
                found = self.found_in(path)
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(file + ":"))
                self.assertIn(named, found[0])
                path.unlink() if before is None else path.write_text(before, "utf-8")

    def test_comments_texts_and_the_own_room_pass(self):
        for file, text in HARMLESS:
            with self.subTest(text=text):
                (self.root / file).write_text(text + "\n", "utf-8")
                self.assertEqual(self.found_in(self.root / file), [])
                (self.root / file).unlink()

    def test_the_whole_scan_finds_it_too(self):
        (self.root / "views/bench/y.cpp").write_text("# include <ATen/ATen.h>\n", "utf-8")
        self.assertEqual([problem.split(":")[0] for problem in self.found()], ["views/bench/y.cpp"])

    def test_a_row_without_sources_is_named(self):
        self.edit_table(lambda text: text.replace("| model/io |", "| model/gone | what was | std |\n| model/io |"))
        self.assertIn("model/gone holds no sources", "\n".join(self.found()))

    def test_a_room_without_a_row_is_named(self):
        self.edit_table(lambda text: "".join(line for line in text.splitlines(True) if not line.startswith("| model/io |")))
        found = "\n".join(self.found())
        self.assertIn("model/io/checkpoint.cpp: is in no room", found)

    def test_arrows_point_up(self):
        self.edit_table(lambda text: text.replace("| core, std, ICU |", "| core, items, std, ICU |"))
        self.assertIn("model/tree may use items, which is not above it", "\n".join(self.found()))

    def test_an_unknown_word_is_named(self):
        self.edit_table(lambda text: text.replace("| core, std, ICU |", "| core, std, ICU, boost |"))
        self.assertIn("model/tree may use boost, which is no room and no library", "\n".join(self.found()))

    def test_a_table_that_is_missing_fails(self):
        self.edit_table(lambda text: text.replace(layering.BEGIN, ""))
        run = subprocess.run([sys.executable, layering.__file__, str(self.root), str(QT)], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("expected the table of rooms", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
