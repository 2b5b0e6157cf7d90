"""Run the blocks of a page of documentation: `run(page, folder)` gives what is shown and what is printed.

Each Python block of a page is run in order, in one namespace per page: a plain block as it stands, as the file
``example.py``, a block of ``>>>`` lines as a session. A block after the mark ``<!-- prints -->`` is what the block
before it prints, to the letter; a `console` block shows commands after ``$`` and what they print, run beside the last
``example.py``; ``python -m tests.docs.pages PAGE...`` writes these blocks anew.
"""

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, STDOUT

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- prints -->"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SESSION = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block; `start` and `end` are places in the page, `line` is its first line, from 0."""

    language: str
    text: str
    start: int
    end: int
    line: int
    kind: str


@dataclass(frozen=True)
class Wrong:
    """A block that shows what is not so: `found` is what it should show."""

    block: Block
    found: str


def blocks(page):
    whole = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(whole):
        line = whole[: match.start(2)].count("\n")
        kind = kind_of(match[1], match[2], whole[: match.start()])
        yield Block(match[1], match[2], match.start(2), match.end(2), line, kind)


def kind_of(language, text, before):
    if before.rstrip().endswith(MARK):
        return "printed"
    if language == "console":
        return "console"
    if language != "python":
        return "text"
    return "session" if text.lstrip().startswith(">>>") else "code"


def run(page, folder):
    """Run all blocks of `page`, keeping the files of its code in `folder`; return the blocks that are wrong."""
    names, printed, wrong, beside = {"__name__": "__main__"}, "", [], folder
    for number, block in enumerate(blocks(page)):
        match block.kind:
            case "code":
                file = folder / str(number) / "example.py"
                file.parent.mkdir()
                file.write_text(block.text, encoding="utf-8")
                printed, beside = run_code(file, names), file.parent
            case "printed" if printed.strip("\n") != block.text.strip("\n"):
                wrong.append(Wrong(block, printed))
            case "session":
                wrong += run_session(block, page, names)
            case "console" if (found := run_console(block, beside)) != block.text:
                wrong.append(Wrong(block, found))
    return wrong


def run_code(file, names):
    code = compile(file.read_text(encoding="utf-8"), str(file), "exec")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    return printed.getvalue().replace(f"{file.parent}/", "")


def run_console(block, folder):
    """The block with what its commands print now; `ad-transform` is that of this repository."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "100"}
    shown = ""
    for line in block.text.splitlines():
        if line.startswith("$ "):
            command = re.sub(r"^python\b", sys.executable, line[2:])
            command = re.sub(r"^ad-transform\b", f"{sys.executable} -m ad_transform", command)
            done = subprocess.run(
                command, shell=True, cwd=folder, env=environment, text=True, stdout=PIPE, stderr=STDOUT
            )
            shown += f"{line}\n{done.stdout}".replace(f"{folder}/", "")
    return shown


def run_session(block, page, names):
    session = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line)
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=SESSION, verbose=False)
    runner.run(session, out=report.write, clear_globs=False)
    names.update(session.globs)
    return [Wrong(block, report.getvalue())] if runner.failures else []


def rewrite(page):
    """Put what is printed into the blocks that show it."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(page, Path(folder))
    whole = page.read_text(encoding="utf-8")
    for one in reversed(wrong):
        if one.block.kind in ("printed", "console"):
            whole = whole[: one.block.start] + one.found.strip("\n") + "\n" + whole[one.block.end :]
        else:
            print(one.found)
    page.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    for path in sys.argv[1:]:
        rewrite(Path(path))
