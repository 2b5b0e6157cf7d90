"""Run the tests in an environment of their own: `python3 scripts/test.py`; arguments are pytest's."""

import subprocess
import sys

from environment import ROOT, python_for

if __name__ == "__main__":
    command = [python_for("test", extras="jit,test"), "-m", "pytest", "-n", "2", "-q", *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT).returncode)
