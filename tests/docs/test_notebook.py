"""The notebook of examples/ is what its script writes, and shows when it is run what is kept in it."""

import importlib.util
import os
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="2026-11-23: nbformat is not installed here")
pytest.importorskip("nbclient", reason="2026-11-23: nbclient is not installed here")
pytest.importorskip("ipykernel", reason="2026-11-23: ipykernel is not installed here")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("notebook_script", ROOT / "scripts" / "notebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def executed(script):
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), before]))
    try:
        return script.executed(script.written())
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def shown(notebook):
    """The texts that the cells show, without what names a cell."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [
        [output.get("text") or sorted(output.get("data", {})) for output in cell.outputs] for cell in cells
    ]


def test_it_runs_and_shows_what_is_kept(script, executed):
    kept = nbformat.read(script.NOTEBOOK, as_version=4)
    assert [cell.source for cell in kept.cells] == [cell.source for cell in executed.cells]
    assert shown(kept) == shown(executed)


def test_derivatives_tables_and_graphs_show_themselves(executed):
    kinds = [set(o.get("data", {})) for cell in executed.cells for o in cell.get("outputs", ())]
    assert {"text/html", "text/plain"} in kinds
    assert any("image/svg+xml" in kind for kind in kinds)


def test_a_function_that_is_defined_again_is_the_one_that_counts(executed):
    assert executed.cells[-1].outputs[0]["text"] == "(9.0, 12.0)\n"
