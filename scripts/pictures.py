"""Draws the pictures of the documentation: `python scripts/pictures.py`; the page needs Chromium.

docs/pictures/graph.svg is a computation graph, docs/pictures/page.png a function beside its derivative.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

import ad_transform as ad  # noqa: E402


@ad.differentiate
def f(x, y):
    return np.sin(x * y) + np.cos(x * y)


@ad.differentiate
def relax(x, k, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


def graph() -> str:
    """The graph of a textbook's example."""
    return f.grad.graph(2.0, 3.0).svg


def screenshot(target: Path, browser: str) -> None:
    """A picture of the page that shows `relax` beside its gradient."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        relax.grad.save_page(page, np.ones(3), 0.7, 5)
        size = ["--window-size=1240,660", "--hide-scrollbars", f"--screenshot={target}"]
        line = [browser, "--headless", "--no-sandbox", "--disable-gpu", *size, page.as_uri()]
        subprocess.run(line, check=True, capture_output=True, timeout=120)


def main() -> int:
    """Write both pictures, or the graph alone where there is no browser."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "graph.svg").write_text(graph(), encoding="utf-8")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium: docs/pictures/page.png is left as it is")
        return 1
    screenshot(PICTURES / "page.png", browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
