"""`Explanation`: a trace as people look at it, in a terminal, in a notebook, in a program."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from . import table
from .rows import Row, rows
from .trace import Trace


@dataclass(frozen=True)
class Explanation:
    """The evaluation of a function, step by step; printed, it is a table.

    Attributes
    ----------
    trace : Trace
        All that was seen.
    round : int
        The round of each loop that is shown; negative ones count from the end.
    digits : int
        Decimals of the numbers.
    """

    trace: Trace
    round: int = -1
    digits: int = 3

    @property
    def rows(self) -> list[Row]:
        return rows(self.trace, self.round)

    def at(self, round: int) -> Explanation:
        """The same with another round of each loop."""
        return replace(self, round=round)

    def __str__(self) -> str:
        return table.as_text(self.trace, self.rows, self.digits)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return table.as_html(self.trace, self.rows, self.digits)

    def to_dict(self) -> dict[str, Any]:
        """The rows as numbers, strings, lists and dicts; of large arrays shape and range."""
        return table.as_dict(self.trace, self.rows)

    def to_json(self, indent: int | None = 2) -> str:
        """The same as JSON; numbers that are not finite are strings."""
        return json.dumps(finite(self.to_dict()), indent=indent, ensure_ascii=False)


def finite(value: Any) -> Any:
    """Plain Python with each number that JSON does not have as a string."""
    match value:
        case dict():
            return {key: finite(part) for key, part in value.items()}
        case list():
            return [finite(part) for part in value]
        case float() if value != value or value in (float("inf"), float("-inf")):
            return str(value)
    return value
