"""Show a first derivative in an environment of its own: `python3 scripts/demo.py`."""

import subprocess
import sys

from environment import ROOT, python_for

if __name__ == "__main__":
    command = [python_for("demo", editable=False), str(ROOT / "examples" / "first.py")]
    sys.exit(subprocess.run(command, cwd=ROOT).returncode)
