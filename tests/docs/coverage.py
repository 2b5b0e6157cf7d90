"""Writes docs/coverage.md, ``python -m tests.docs.coverage``: how much of each namespace has a rule.

differentiable.json holds, of each namespace, the functions through which a derivative can flow, and how many of them
autograd 1.9.1 and JAX 0.10.2 differentiate rightly in at least one of the ways they are called (measured against
differences, with NumPy 2.4.6 and SciPy 1.17.1).
"""

import importlib
import json
from pathlib import Path

from ad_transform.frontend.makers import is_maker
from ad_transform.frontend.natives import native_for
from ad_transform.frontend.natives.refusing import REFUSING
from ad_transform.rules import standard

FACTS = Path(__file__).with_name("differentiable.json")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"

HEAD = """# Coverage

How many functions can be differentiated, of those through which a derivative can flow at all. Here that means: the
function has a rule, tested against differences in both modes, or is understood as part of the language. For autograd
and JAX it means that at least one way to call their function of that name gave the right gradient, measured with
autograd 1.9.1 and JAX 0.10.2.

`python -m ad_transform rules` lists the rules one by one, `python -m ad_transform rules --missing` what is missing and
why. A namespace of SciPy is counted whole, also where nothing of it has a rule.

| namespace | differentiable | here | autograd | JAX |
|---|---|---|---|---|
"""

TAIL = """

## What is not there

Of Python's libraries and NumPy; the command above gives the reasons.

"""


def found(namespace, name):
    """The function of this name, or None."""
    if namespace == "numpy.emath":  # no module that can be imported
        namespace, name = "numpy", f"emath.{name}"
    thing = importlib.import_module(namespace)
    for part in name.split("."):
        thing = getattr(thing, part, None)
    return thing


def is_there(namespace, name) -> bool:
    """True if a derivative flows through this function."""
    function = found(namespace, name)
    if function is None:
        return False
    if is_maker(function):
        return True
    rule = standard.find(function)
    if rule is not None:
        return rule.kind not in ("inactive", "missing")
    try:
        return native_for(function) is not None and function not in REFUSING
    except TypeError:
        return False


def lacking(namespace, names):
    return [name for name in names if not is_there(namespace, name)]


def page():
    """The text of docs/coverage.md."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    rows, missing, sums = [], [], [0, 0, 0, 0]
    for namespace, known in facts.items():
        names = known["names"].split()
        without = lacking(namespace, names)
        numbers = [len(names), len(names) - len(without), known["autograd"], known["jax"]]
        sums = [one + other for one, other in zip(sums, numbers, strict=True)]
        rows.append(f"| `{namespace}` | " + " | ".join(map(str, numbers)) + " |")
        if without and not namespace.startswith("scipy."):
            missing.append(f"- `{namespace}`: " + ", ".join(f"`{name}`" for name in without))
    rows.append("| **all** | " + " | ".join(f"**{n}**" for n in sums) + " |")
    return HEAD + "\n".join(rows) + TAIL + "\n".join(missing) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
