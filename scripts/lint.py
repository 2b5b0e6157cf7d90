"""Check style, layout and types in an environment of their own: `python3 scripts/lint.py`."""

import subprocess
import sys

from environment import ROOT, python_for

CHECKS = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])

if __name__ == "__main__":
    python, failed = python_for("lint", extras="lint"), []
    for check in CHECKS:
        print("$", *check, flush=True)
        if subprocess.run([python, "-m", *check], cwd=ROOT).returncode:
            failed.append(" ".join(check))
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)
