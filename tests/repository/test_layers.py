import ast
import re
import subprocess
import sys
from pathlib import Path

from support import ROOT

CODE = sorted((ROOT / "generator").rglob("*.py"))


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_nothing_is_imported_late_or_for_typing_only():
    for file in CODE:
        tree = ast.parse(file.read_text("utf-8"))
        late = [
            node
            for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef | ast.If) and not _is_about_the_platform(outer)
            for node in ast.walk(outer)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert late == [], file


def _is_about_the_platform(node):
    return isinstance(node, ast.If) and "sys.platform" in ast.unparse(node.test)


def test_files_and_functions_stay_short():
    for file in CODE:
        text = file.read_text("utf-8")
        assert text.count("\n") <= 300, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 60, (file, node.name)


def test_no_date_is_written_by_the_locale():
    for file in CODE:
        assert not re.search(r"%[aAbBpcxX]\b", file.read_text("utf-8")), file


def test_no_message_invents_a_line():
    for file in CODE:
        tree = ast.parse(file.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1]
        lines = [call.args[1] for call in calls if getattr(call.func, "id", "") == "Message"]
        assert all(getattr(line, "value", 0) == 0 for line in lines if isinstance(line, ast.Constant)), (
            file
        )
