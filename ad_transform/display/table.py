"""The rows of a trace as text, as HTML, and as plain Python for JSON."""

from __future__ import annotations

from html import escape
from typing import Any

from .numbers import plain, short
from .rows import Row
from .trace import Trace

HEADINGS = {"text": "step", "value": "value", "partials": "partials", "tangent": "tangent"}
HEADINGS |= {"adjoint": "adjoint", "source": "line"}


def cells(rows: list[Row], digits: int) -> list[dict[str, str]]:
    """The letters of each cell; a line of the user's stands beside its first step."""
    made, before = [], None
    for row in rows:
        indent = "  " * row.depth
        if row.kind == "loop":
            which = f"round {row.round} of {row.of}" if row.round is not None else "no rounds"
            made.append({"text": f"{indent}{row.text.rstrip(':')}: {which}", "source": ""})
            before = None
            continue
        partials = ", ".join(f"∂{name} {short(value, digits)}" for name, value in row.partials)
        source = f"{row.line}: {row.source}" if row.line and row.line != before else ""
        made.append(
            {
                "text": indent + row.text,
                "value": short(row.value, digits),
                "partials": partials,
                "tangent": short(row.tangent, digits),
                "adjoint": short(row.adjoint, digits),
                "source": source,
            }
        )
        before = row.line
    return made


def columns(made: list[dict[str, str]]) -> list[str]:
    """The columns in which something stands."""
    return [key for key in HEADINGS if any(row.get(key) for row in made)]


def as_text(trace: Trace, rows: list[Row], digits: int = 3) -> str:
    """A table for a terminal."""
    made = cells(rows, digits)
    chosen = columns(made)
    lines = [[HEADINGS[key] for key in chosen], *([row.get(key, "") for key in chosen] for row in made)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(chosen))]
    shown = (
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return "\n".join(shown)


STYLE = """<style>
.ad-trace { border-collapse: collapse; font: 13px/1.5 ui-monospace, monospace; color-scheme: light dark; }
.ad-trace th, .ad-trace td { text-align: left; padding: 1px 12px 1px 4px; white-space: pre; border: 0; }
.ad-trace th { border-bottom: 1px solid currentColor; font-weight: 600; }
.ad-trace .number { text-align: right; }
.ad-trace tr.input td { font-weight: 600; }
.ad-trace tr.loop td { opacity: .75; font-style: italic; }
.ad-trace td.source { opacity: .65; }
</style>"""


def as_html(trace: Trace, rows: list[Row], digits: int = 3) -> str:
    """A table for a notebook."""
    made = cells(rows, digits)
    chosen = columns(made)
    head = "".join(f"<th>{escape(HEADINGS[key])}</th>" for key in chosen)
    lines = []
    for row, shown in zip(rows, made, strict=True):
        parts = "".join(
            f'<td class="{"number" if key in ("value", "adjoint", "tangent") else key}">'
            f"{escape(shown.get(key, ''))}</td>"
            for key in chosen
        )
        lines.append(f'<tr class="{row.kind}">{parts}</tr>')
    return f'{STYLE}<table class="ad-trace"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def as_dict(trace: Trace, rows: list[Row]) -> dict[str, Any]:
    """Everything in the table, as numbers, strings, lists and dicts."""

    def one(row: Row) -> dict[str, Any]:
        if row.kind == "loop":
            return {"kind": "loop", "line": row.line, "text": row.text, "round": row.round, "of": row.of}
        made = {"kind": row.kind, "step": row.text, "value": plain(row.value), "adjoint": plain(row.adjoint)}
        if row.kind == "step":
            partials = [{"by": name, "value": plain(value)} for name, value in row.partials]
            made |= {"partials": partials, "line": row.line, "source": row.source}
        if row.tangent is not None:
            made["tangent"] = plain(row.tangent)
        return made

    return {"function": trace.name, "file": trace.file, "rows": [one(row) for row in rows]}
