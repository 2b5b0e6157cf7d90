"""The graph has the nodes and edges of the function, drawn without overlaps, from top to bottom."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

import ad_transform as ad

SVG = "{http://www.w3.org/2000/svg}"


def textbook(x, y):
    return np.sin(x * y) + np.cos(x * y)


def relax(x, k, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


GRAPHS = [
    lambda: ad.grad(textbook, ("x", "y")).graph(2.0, 3.0),
    lambda: ad.grad(relax, ("x", "k")).graph(np.ones(3), 0.7, 4),
    lambda: ad.grad(lambda x: x).graph(1.0),
]


def test_nodes_and_edges_are_those_of_the_function():
    graph = GRAPHS[0]()
    words = [node.text.split(" ")[0].split("_")[0] for node in graph.nodes]
    assert words == ["x", "y", "product", "sin", "cos", "sum"]
    assert {(a, b) for a, b, _ in graph.edges} == {(0, 2), (1, 2), (2, 3), (2, 4), (3, 5), (4, 5)}
    assert [node.value for node in graph.nodes] == ["2", "3", "6", "-0.279", "0.960", "0.681"]
    assert [node.adjoint for node in graph.nodes] == ["3.719", "2.479", "1.240", "1", "1", "1"]
    assert [node.kind for node in graph.nodes] == ["input", "input", "step", "step", "step", "output"]
    assert dict(((a, b), p) for a, b, p in graph.edges)[0, 2] == "3"


def boxes(svg):
    tree = ET.fromstring(svg)
    found = [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in tree.iter(f"{SVG}rect")
    ]
    return tree, found


@pytest.mark.parametrize("make", GRAPHS)
def test_the_drawing_is_in_its_frame_and_nothing_overlaps(make):
    graph = make()
    tree, found = boxes(graph.svg)
    width, height = float(tree.get("width")), float(tree.get("height"))
    assert len(found) == len(graph.nodes)
    for k, (x, y, w, h) in enumerate(found):
        assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
        for u, v, s, t in found[:k]:
            assert x + w <= u or u + s <= x or y + h <= v or v + t <= y
    for a, b, _ in graph.edges:
        assert found[a][1] + found[a][3] < found[b][1]
    assert "prefers-color-scheme: dark" in graph.svg


def test_texts_fit_their_boxes_and_name_their_lines():
    tree, _ = boxes(GRAPHS[1]().svg)
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert any(text.startswith("x = x * exp") for text in texts)
    titles = [title.text for title in tree.iter(f"{SVG}title")]
    assert any("x = x * np.exp(-k * x)" in title for title in titles)


def test_for_graphviz_and_in_a_file(tmp_path):
    graph = GRAPHS[0]()
    assert graph.dot.startswith("digraph {\n")
    assert 'n0 -> n2 [label="3"];' in graph.dot
    graph.save(tmp_path / "graph.svg")
    assert (tmp_path / "graph.svg").read_text() == graph.svg == graph._repr_svg_()


def test_without_arguments_it_takes_such_as_suit():
    assert len(ad.grad(textbook, ("x", "y")).graph().nodes) == 6
