"""Functions that are refused wherever they are called, each with a message of its own."""

from __future__ import annotations

import builtins


def refusal(what, hint):
    """A function that is refused."""

    def native(work, args, kwargs):
        raise work.refuse(what, hint)

    return native


BEHIND = ("eval", "exec", "compile", "locals", "globals", "vars", "dir", "delattr", "__import__")

REFUSING = {
    **{
        getattr(builtins, name): refusal(f"`{name}` is not differentiated", "write out what it does")
        for name in BEHIND
    },
    iter: refusal("an iterator that is kept for later", "use a `for` loop, or index a list"),
    next: refusal("`next` is not differentiated", "use a `for` loop with `break`"),
}
