"""Make the virtual environments that the other scripts run in; needs nothing but Python's standard library."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "ad_transform")


def python_for(purpose, extras="", editable=True):
    """Return the Python of ``.venv-PURPOSE``, with the package and its `extras` installed.

    The environment is made on the first call and reused until what it was made from changes.
    """
    if sys.version_info < OLDEST:
        found = "{}.{} ({})".format(*sys.version_info[:2], sys.executable)
        sys.exit("ad_transform needs Python {}.{} or later, this is {}".format(*OLDEST, found))
    folder = ROOT / f".venv-{purpose}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp, wanted = folder / "made-from", _fingerprint(extras, editable)
    if not (python.exists() and stamp.exists() and stamp.read_text() == wanted):
        print(f"Making {folder.name} (once; downloads from PyPI) ...", flush=True)
        _make(folder, python)
        _install(python, extras, editable)
        stamp.write_text(wanted)
    return str(python)


def _fingerprint(extras, editable):
    """What the environment depends on; an editable install follows the sources by itself."""
    digest = hashlib.sha256(f"{sys.version} {ROOT} {extras} {editable}".encode())
    files = [ROOT / "pyproject.toml"] if editable else sorted(ROOT.glob("ad_transform/**/*.py"))
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _make(folder, python):
    try:
        venv.create(folder, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "This Python cannot make virtual environments; on Debian or Ubuntu: apt install python3-venv"
        )


def _install(python, extras, editable):
    with tempfile.TemporaryDirectory() as copy:
        source = str(ROOT) if editable else _copy_shipped(Path(copy))
        target = f"{source}[{extras}]" if extras else source
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*command, *(["--editable"] if editable else []), target])
    if done.returncode:
        sys.exit("Installing failed; the lines above say why.")


def _copy_shipped(folder):
    """A copy to build from, so that no old build/ folder gets into what is installed."""
    for name in SHIPPED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    return str(folder)
