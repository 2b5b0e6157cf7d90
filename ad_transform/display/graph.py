"""The computation graph of a function at a point, drawn in layers: `graph_of(trace)` gives a `Graph`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from .. import ir
from ..compile import save
from .numbers import short
from .rows import Row, rows
from .trace import Trace, flat

LETTER, LINE, MARGIN, GAP, RISE = 7.3, 17, 10, 28, 46
"""Sizes in pixels: of a letter and a line, around a text, between nodes, and between layers."""

SWEEPS = 6

STYLE = """
.box { fill: #f6f8fa; stroke: #57606a; } .input .box { fill: #ddf4ff; } .output .box { fill: #dafbe1; }
text { font: 12px ui-monospace, Menlo, monospace; fill: #1f2328; } .adjoint { fill: #bf5700; }
.edge { fill: none; stroke: #8c959f; } marker path { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  .box { fill: #161b22; stroke: #8b949e; } .input .box { fill: #0c2d6b; } .output .box { fill: #0f3d1e; }
  text { fill: #e6edf3; } .adjoint { fill: #ffa657; } }
"""


@dataclass(frozen=True)
class Node:
    """An input or a step, with what is written in its box."""

    text: str
    value: str
    adjoint: str
    kind: str
    line: str = ""

    @property
    def lines(self) -> list[str]:
        value = [f"= {self.value}"] if self.value else []
        return [self.text, *value, *([f"adjoint {self.adjoint}"] if self.adjoint else [])]

    @property
    def width(self) -> float:
        return 2 * MARGIN + LETTER * max(map(len, self.lines))

    @property
    def height(self) -> float:
        return 2 * MARGIN + LINE * len(self.lines) - 4


@dataclass(frozen=True)
class Graph:
    """Nodes, and edges as pairs of their numbers with the partial (or ""); an SVG in a notebook.

    Attributes
    ----------
    svg : str
        The drawing, which follows the reader's light or dark theme.
    dot : str
        The same for Graphviz.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int, str], ...]

    @property
    def svg(self) -> str:
        layout = laid_out(self)
        width, height = layout.width, layout.height
        drawn = [arrow(way, partial) for way, (_, _, partial) in zip(layout.ways, self.edges, strict=True)]
        drawn += [box(node, *layout.corners[k]) for k, node in enumerate(self.nodes)]
        marker = (
            '<defs><marker id="ad-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" role="img">'
            f"<style>{STYLE}</style>{marker}{''.join(drawn)}</svg>"
        )

    @property
    def dot(self) -> str:
        def quoted(text: str) -> str:
            escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'

        nodes = [f"  n{k} [label={quoted(chr(10).join(n.lines))}];" for k, n in enumerate(self.nodes)]
        edges = [f"  n{a} -> n{b} [label={quoted(partial)}];" for a, b, partial in self.edges]
        return "\n".join(["digraph {", "  node [shape=box];", *nodes, *edges, "}", ""])

    def save(self, path: str | os.PathLike) -> None:
        """Write the SVG to a file."""
        save(self.svg, path)

    def __repr__(self) -> str:
        return f"<graph of {len(self.nodes)} nodes>"

    def _repr_svg_(self) -> str:
        return self.svg


def graph_of(trace: Trace, round: int = -1, digits: int = 3) -> Graph:
    """The graph of a trace; of a loop the round that is asked for."""
    steps = [row for row in rows(trace, round) if row.kind != "loop"]
    calls = {mark.name: mark.call for mark in flat(trace.marks)}
    known: dict[str, int] = {}
    edges: list[tuple[int, int, str]] = []
    nodes: list[Node] = []
    inputs = {row.name for row in steps if row.kind == "input"}
    for row in steps:
        read = dict.fromkeys(ir.names(calls[row.name])) if row.kind == "step" and calls[row.name] else {}
        for name in read:
            if name not in known and row.depth and ir.base(name) not in known.keys() - inputs:
                known[name] = len(nodes)
                nodes.append(Node(f"{ir.base(name)}, as the round begins", "", "", "step"))
        for name in read:
            source = known.get(name, known.get(ir.base(name)))
            if source is not None:
                edges.append((source, len(nodes), partial_by(row, name, digits)))
        known[row.name] = known[ir.base(row.name)] = len(nodes)
        value, adjoint = short(row.value, digits), short(row.adjoint, digits)
        nodes.append(
            Node(row.text, value, adjoint, row.kind, f"{row.line}: {row.source}" if row.line else "")
        )
    ends = {source for source, _, _ in edges}
    last = len(nodes) - 1
    kinds = ["output" if k == last and k not in ends else node.kind for k, node in enumerate(nodes)]
    final = [Node(n.text, n.value, n.adjoint, kind, n.line) for n, kind in zip(nodes, kinds, strict=True)]
    return Graph(tuple(final), tuple(edges))


def partial_by(row: Row, name: str, digits: int) -> str:
    """The partial of a step by one of the names it is made of, if it is known."""
    words = dict(row.partials)
    word = next((w for w in words if w == name or ir.base(name) == w), None)
    return short(words[word], digits) if word is not None else ""


# Layout


@dataclass(frozen=True)
class Layout:
    """Where things stand: a corner for each node, the points that each edge goes through, and the size of it all."""

    corners: dict[int, tuple[float, float]]
    ways: list[list[tuple[float, float]]]
    width: float
    height: float


def layered(graph: Graph) -> tuple[list[list[int]], list[list[int]]]:
    """Nodes by the length of the longest way to them, and for each edge the nodes it goes through.

    An edge over several layers goes through a node without a text in each: its number is past those of the others.
    """
    depth = [0] * len(graph.nodes)
    for source, target, _ in graph.edges:  # in the order of the program
        depth[target] = max(depth[target], depth[source] + 1)
    layers = [[k for k, d in enumerate(depth) if d == level] for level in range(max(depth, default=0) + 1)]
    ways, fresh = [], len(graph.nodes)
    for source, target, _ in graph.edges:
        between = range(depth[source] + 1, depth[target])
        for level in between:
            layers[level].append(fresh + level - between.start)
        ways.append([source, *range(fresh, fresh + len(between)), target])
        fresh += len(between)
    return layers, ways


def ordered(layers: list[list[int]], ways: list[list[int]]) -> list[list[int]]:
    """The layers sorted so that few edges cross: by the middle of the neighbours above, then of those below."""
    above: dict[int, list[int]] = {k: [] for layer in layers for k in layer}
    below: dict[int, list[int]] = {k: [] for layer in layers for k in layer}
    for source, target in (pair for way in ways for pair in pairwise(way)):
        above[target].append(source)
        below[source].append(target)
    for sweep in range(SWEEPS):
        near = above if sweep % 2 == 0 else below
        at = {k: (i + 0.5) / len(layer) for layer in layers for i, k in enumerate(layer)}
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            middle = {k: sum(at[n] for n in near[k]) / len(near[k]) if near[k] else at[k] for k in layer}
            layer.sort(key=middle.__getitem__)
            at |= {k: (i + 0.5) / len(layer) for i, k in enumerate(layer)}
    return layers


def laid_out(graph: Graph) -> Layout:
    """Layers from top to bottom, each in the middle."""
    layers, ways = layered(graph)
    sizes = {k: (node.width, node.height) for k, node in enumerate(graph.nodes)}
    layers = ordered(layers, ways)
    widths = [sum(sizes.get(k, (0, 0))[0] for k in layer) + GAP * (len(layer) - 1) for layer in layers]
    total = max(widths, default=0.0) + 2 * GAP
    corners: dict[int, tuple[float, float]] = {}
    through: dict[int, list[tuple[float, float]]] = {}
    y = float(GAP)
    for layer, width in zip(layers, widths, strict=True):
        x = (total - width) / 2
        for k in layer:
            corners[k] = (x, y)
            x += sizes.get(k, (0, 0))[0] + GAP
        height = max((sizes[k][1] for k in layer if k in sizes), default=0)
        through |= {k: [corners[k], (corners[k][0], y + height)] for k in layer}
        y += height + RISE

    def points(way: list[int]) -> list[tuple[float, float]]:
        first, *between, last = way
        (x, y), (u, v) = corners[first], corners[last]
        start, end = (x + sizes[first][0] / 2, y + sizes[first][1]), (u + sizes[last][0] / 2, v - 1)
        return [start, *(point for k in between for point in through[k]), end]

    return Layout(corners, list(map(points, ways)), total, y - RISE + GAP)


def box(node: Node, x: float, y: float) -> str:
    """A node with its lines of text, and the user's line as its title."""
    lines = []
    for k, text in enumerate(node.lines):
        style = ' class="adjoint"' if text.startswith("adjoint ") else ""
        lines.append(
            f'<text x="{x + MARGIN:.1f}" y="{y + MARGIN + 11 + LINE * k:.1f}"{style}>{escape(text)}</text>'
        )
    title = f"<title>{escape(node.line)}</title>" if node.line else ""
    size = f'width="{node.width:.1f}" height="{node.height:.1f}" rx="5"'
    return f'<g class="{node.kind}">{title}<rect class="box" x="{x:.1f}" y="{y:.1f}" {size}/>{"".join(lines)}</g>'


def arrow(points: list[tuple[float, float]], partial: str) -> str:
    """A curve through points, downwards; its title is the partial."""
    (x, y), *_ = points
    path = f"M{x:.1f} {y:.1f}"
    for (x, y), (u, v) in pairwise(points):
        bend = max((v - y) / 2, 12)
        path += f"C{x:.1f} {y + bend:.1f} {u:.1f} {v - bend:.1f} {u:.1f} {v:.1f}"
    title = f"<title>partial {escape(partial)}</title>" if partial else ""
    return f'<path class="edge" d="{path}" marker-end="url(#ad-tip)">{title}</path>'
