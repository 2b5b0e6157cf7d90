"""The pictures of the documentation are what their script draws."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_graph_is_drawn_as_it_is_kept():
    spec = importlib.util.spec_from_file_location("pictures_script", ROOT / "scripts" / "pictures.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (script.PICTURES / "graph.svg").read_text(encoding="utf-8") == script.graph()


def test_the_page_is_a_picture():
    assert (ROOT / "docs" / "pictures" / "page.png").read_bytes().startswith(b"\x89PNG")
