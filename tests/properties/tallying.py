"""Run the source of a random program and check its derivatives; count what is refused."""

import copy
import os
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import assume, note, settings

import ad_transform as ad
from tests.helpers import (
    assert_close,
    assert_same_structure,
    bits,
    central,
    covector,
    flatten,
    random_like,
    unflatten,
)

EXAMPLES = int(os.environ.get("AD_EXAMPLES", "0"))
HEADER = "import math\n\nimport numpy as np\n\n\n"


def effort(examples):
    """Settings for a test of so many examples; with AD_EXAMPLES that many, and others on every run."""
    if EXAMPLES:
        return settings(max_examples=EXAMPLES, derandomize=False)
    return settings(max_examples=examples)


def function_from(source: str, folder: Path):
    """The function `program` of `source`, which is written to a file so that its text can be found."""
    path = folder / f"program_{len(os.listdir(folder))}.py"
    path.write_text(HEADER + source, encoding="utf-8")
    names = {"__name__": path.stem, "__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return names["program"]


def slopes(f, args, tangents):
    """The derivative of `f` along `tangents` by differences; examples near a kink or out of bounds are dropped."""
    start, direction = flatten(args), flatten(tangents)

    def along(h):
        return flatten(f(*copy.deepcopy(unflatten(args, start + h * direction))))

    with np.errstate(all="ignore"):
        wide, error = central(along, 1e-3)
        narrow, _ = central(along, 3e-5)
    assume(np.all(np.isfinite(wide)) and np.max(abs(wide), initial=0.0) < 1e6)
    scale = 1e-3 + np.max(abs(wide), initial=0.0)
    assume(
        np.max(abs(wide - narrow), initial=0.0) < 1e-7 * scale and np.max(error, initial=0.0) < 1e-7 * scale
    )
    return wide


class Tally:
    """How many programs were checked, and why others were refused."""

    def __init__(self):
        self.checked = 0
        self.refused = Counter()

    def refuse(self, error):
        kind = type(error).__name__
        self.refused[f"{kind}: {' '.join(str(error).split())[-160:]}"] += 1

    def report(self):
        total = self.checked + self.refused.total()
        rows = [f"{count:6} {reason}" for reason, count in self.refused.most_common(12)]
        return f"{self.refused.total()} of {total} random programs were refused\n" + "\n".join(rows)

    def assert_few_refused(self, fraction):
        print(self.report())
        assert self.refused.total() <= fraction * (self.checked + self.refused.total()), self.report()


def check(source, args, tally, folder):
    """Check value, tangent and adjoints of the program in `source` at `args`."""
    note(runnable(source, args))
    f = function_from(source, folder)
    with np.errstate(all="ignore"):
        value = f(*copy.deepcopy(args))
    assume(np.all(np.isfinite(flatten(value))) and np.max(abs(flatten(value)), initial=0.0) < 1e4)
    tangents, seed = random_like(args, "tangents"), random_like(value, "seed")
    expected = slopes(f, args, tangents)
    try:
        forward_args, reverse_args = copy.deepcopy(args), copy.deepcopy(args)
        forward_value, tangent = ad.jvp(f, forward_args, copy.deepcopy(tangents))
        reverse = ad.Derivative(f, "vjp", tuple(range(len(args))))
        adjoints = reverse(*reverse_args, out_bar=copy.deepcopy(seed))
    except ad.DifferentiationError as error:
        if isinstance(error, ad.InternalError):
            raise
        tally.refuse(error)
        return
    tally.checked += 1
    f(*args)
    assert bits(forward_value) == bits(value), "forward mode changes the value"
    assert bits(forward_args) == bits(args), "forward mode writes an argument"
    assert bits(reverse_args) == bits(args), "reverse mode writes an argument"
    assert_same_structure(tangent, value, "tangent")
    assert_same_structure(adjoints, tangents, "adjoints")
    assert_close(flatten(tangent, value), expected, 1e-6, "tangent")
    terms_in, terms_out = covector(adjoints) * flatten(tangents), covector(seed) * flatten(tangent)
    scale = 1e-3 + np.sum(abs(terms_in)) + np.sum(abs(terms_out))
    gap = abs(np.sum(terms_in) - np.sum(terms_out))
    assert gap <= 1e-9 * scale, (
        f"reverse is not the transpose of forward: {np.sum(terms_in)}, {np.sum(terms_out)}"
    )


def runnable(source, args):
    """The program as a file that shows the failure when it is run in the root of the repository."""
    texts = ", ".join(f"np.{arg!r}" if isinstance(arg, np.ndarray) else repr(arg) for arg in args)
    return (
        f"{HEADER}{source}\n\nif __name__ == '__main__':\n"
        "    import copy\n\n    import ad_transform as ad\n    from tests.helpers import flatten, random_like\n\n"
        f"    args = ({texts},)\n"
        "    tangents = random_like(args, 'tangents')\n"
        "    value, tangent = ad.jvp(program, copy.deepcopy(args), tangents)\n"
        "    print('tangent', flatten(tangent))\n"
        "    value, pullback = ad.vjp(program, *copy.deepcopy(args))\n"
        "    seed = random_like(value, 'seed')\n"
        "    print('by forward', flatten(seed) @ flatten(tangent))\n"
        "    print('by reverse', flatten(pullback(seed)) @ flatten(tangents))\n"
    )
