"""Statements of a program as a line of Python, for tables and graphs: ``product_9 = x * y``."""

from __future__ import annotations

import ast

from .. import ir
from ..backend.expressions import Writer, load
from ..backend.globals import Globals
from ..frontend.builder import is_temporary


def words_for(names) -> dict[str, str]:
    """A word for each name: the user's own, and for temporaries one of their own."""
    words: dict[str, str] = {}
    taken: dict[str, int] = {}
    for name in dict.fromkeys(names):
        word = ir.base(name)
        count = taken[word] = taken.get(word, 0) + 1
        words[name] = f"{word}_{count}" if is_temporary(name) and count > 1 else word
    return words


def expression(value, words: dict[str, str]) -> str:
    """A value as Python."""
    return ast.unparse(writer_for(value, words).expression(value))


def statement(name: str, value, words: dict[str, str]) -> str:
    """``name = value`` as Python; an update writes into a place: ``a[i] = v``."""
    word = words[name]
    match value:
        case ir.Call(function, (_, place, *values)) if function in ir.UPDATES:
            where = ast.unparse(writer_for(value, words).place(load(word), place))
            new = ", ".join(expression(v, words) for v in values)
            sign = {ir.store: "=", ir.add_at: "+="}.get(function)
            if sign:
                return f"{where if where != word else word + '[...]'} {sign} {new}"
            return f"{where}.append({new})" if function is ir.append else f"del {where}[-1]"
        case ir.Name(id) if words.get(id) == word:
            return word
    return f"{word} = {expression(value, words)}"


def writer_for(value, words: dict[str, str]) -> Writer:
    variables = {name: words.get(name, ir.base(name)) for name in ir.names(value)}
    return Writer(variables, {}, Globals(variables.values()))
