"""Writes and runs examples/looking.ipynb: `python scripts/notebook.py`. Needs nbformat, nbclient and ipykernel."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "looking.ipynb"

CELLS = [
    (
        "markdown",
        "# Looking at a derivative\n\nFunctions of a notebook's cells are read like those of files.",
    ),
    ("code", "import numpy as np\n\nimport ad_transform as ad"),
    (
        "code",
        "@ad.differentiate\n"
        "def f(x, y):\n"
        "    return np.sin(x * y) + np.cos(x * y)\n\n\n"
        "f(2.0, 3.0), f.grad(2.0, 3.0)",
    ),
    ("markdown", "A derivative shows itself beside its function."),
    ("code", "f.grad"),
    ("markdown", "Step by step, at a point, and as a graph."),
    ("code", "ad.explain(f, 2.0, 3.0)"),
    ("code", "f.grad.graph(2.0, 3.0)"),
    (
        "markdown",
        "Is it right? If a function is defined again, it is the new one that counts.",
    ),
    ("code", "print(ad.check_gradients(f, 2.0, 3.0).agrees)"),
    ("code", "@ad.differentiate\ndef f(x, y):\n    return x * y**2\n\n\nprint(f.grad(2.0, 3.0))"),
]


def written():
    """The notebook, not yet run."""
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    cells = [make[kind](source) for kind, source in CELLS]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def executed(notebook):
    """The notebook with what its cells show."""
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False).execute()
    notebook.metadata.pop("language_info", None)
    return notebook


if __name__ == "__main__":
    nbformat.write(executed(written()), NOTEBOOK)
