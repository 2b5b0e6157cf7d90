"""A page that shows a function beside its derivative: `page(title, primal, first, text, origins)`.

Two columns; lines that belong together have one colour, and light up together under the mouse; what is put on a tape
and taken from it is marked. One file, without a server and without a network.
"""

from __future__ import annotations

import ast
import re
from html import escape

HUES = (210, 30, 130, 330, 60, 270, 180, 0, 100, 300)
"""Of the lines in turn, so that neighbours differ."""

TAPE = re.compile(r"\b(tape\w*)\.(append|pop)\b")

STYLE = """
.ad { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --faint: #656d76; --rule: #d0d7de;
  --tint: 92%; --lit: 82%; --tape: #bf5700;
  color: var(--ink); background: var(--paper); font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, monospace; }
@media (prefers-color-scheme: dark) {
  .ad { --ink: #e6edf3; --paper: #0d1117; --faint: #8b949e; --rule: #30363d;
    --tint: 16%; --lit: 30%; --tape: #ffa657; } }
.ad .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32em), 1fr)); gap: 1px;
  background: var(--rule); border: 1px solid var(--rule); }
.ad section { background: var(--paper); min-width: 0; overflow-x: auto; padding: 0 0 8px; }
.ad h2 { font: 600 13px/1.4 system-ui, sans-serif; margin: 0; padding: 6px 10px; color: var(--faint);
  border-bottom: 1px solid var(--rule); position: sticky; left: 0; }
.ad ol { margin: 6px 0 0; padding: 0; list-style: none; min-width: max-content; }
.ad li { display: flex; white-space: pre; padding: 0 10px 0 0; border-left: 3px solid transparent; }
.ad li .n { flex: none; width: 3.2em; padding-right: 1em; text-align: right; color: var(--faint); user-select: none; }
.ad li[data-line] { background: hsl(var(--hue) 60% var(--tint)); border-left-color: hsl(var(--hue) 60% 50%);
  cursor: default; }
.ad li.lit { background: hsl(var(--hue) 70% var(--lit)); }
.ad li[data-line]:focus { outline: 2px solid hsl(var(--hue) 70% 50%); outline-offset: -2px; }
.ad .comment { color: var(--faint); font-style: italic; }
.ad .taped { color: var(--tape); font-weight: 600; }
.ad p { font: 12px/1.5 system-ui, sans-serif; color: var(--faint); margin: 6px 2px; }
"""

SCRIPT = """
for (const root of document.querySelectorAll('.ad:not([data-ready])')) {
  root.dataset.ready = '1';
  const show = (line, on) => root.querySelectorAll(`li[data-line="${line}"]`)
    .forEach(item => item.classList.toggle('lit', on));
  for (const item of root.querySelectorAll('li[data-line]')) {
    item.addEventListener('mouseenter', () => show(item.dataset.line, true));
    item.addEventListener('mouseleave', () => show(item.dataset.line, false));
    item.addEventListener('focus', () => show(item.dataset.line, true));
    item.addEventListener('blur', () => show(item.dataset.line, false));
  }
}
"""


def page(title: str, primal: list[str], first: int, text: str, origins: dict[int, int]) -> str:
    """A whole HTML document: the lines of the primal, numbered from `first`, beside the text of its derivative."""
    inside = fragment(title, primal, first, text, origins)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        "<style>body { margin: 0; } .ad { min-height: 100vh; padding: 12px; box-sizing: border-box; }</style>"
        f"</head><body>{inside}</body></html>\n"
    )


def fragment(title: str, primal: list[str], first: int, text: str, origins: dict[int, int]) -> str:
    """The same for the inside of a page, such as a notebook's."""
    lines = text.rstrip("\n").split("\n")
    belongs = belonging(lines, origins, range(first, first + len(primal)))
    linked = set(belongs.values())
    left = [
        item(first + k, line, first + k if first + k in linked else None) for k, line in enumerate(primal)
    ]
    right = [item(k, line, belongs.get(k)) for k, line in enumerate(lines, 1)]
    note = "<p>Lines of one colour belong together. <span class='taped'>tape</span>: kept for the reverse sweep.</p>"
    return (
        f'<div class="ad"><style>{STYLE}</style><div class="columns">'
        f"<section><h2>function</h2><ol>{''.join(left)}</ol></section>"
        f"<section><h2>{escape(title)}</h2><ol>{''.join(right)}</ol></section>"
        f"</div>{note}<script>{SCRIPT}</script></div>"
    )


def belonging(lines: list[str], origins: dict[int, int], primal: range) -> dict[int, int]:
    """The line of the primal for each line of the text: also for the rest of a long statement, and for comments."""
    found: dict[int, int] = {}
    for statement in (node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.stmt)):
        line = origins.get(statement.lineno)
        if line is not None and line in primal:
            end = getattr(statement, "body", None)
            last = end[0].lineno - 1 if end else statement.end_lineno or statement.lineno
            for number in range(statement.lineno, max(last, statement.lineno) + 1):
                found.setdefault(number, line)
    for number, text in enumerate(lines, 1):
        remark = re.match(r"\s*# (\d+): ", text)
        if remark and int(remark[1]) in primal:
            found[number] = int(remark[1])
    return found


def item(number: int, text: str, line: int | None) -> str:
    """One line of a column."""
    code = f'<span class="n">{number}</span><code>{marked(text)}</code>'
    if line is None:
        return f"<li>{code}</li>"
    hue = HUES[line % len(HUES)]
    return f'<li data-line="{line}" tabindex="0" style="--hue:{hue}">{code}</li>'


def marked(text: str) -> str:
    """A line with its comment and its tapes marked."""
    if text.strip().startswith("#"):
        return f'<span class="comment">{escape(text)}</span>'
    if TAPE.search(text) or re.match(r"\s*tape\w*(, tape\w*)* = \[", text):
        return re.sub(r"\b(tape\w*)", r'<span class="taped">\1</span>', escape(text))
    return escape(text)
