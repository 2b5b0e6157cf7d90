"""Second derivatives of a program of the zoo, by each pairing of the modes; all are parts of one trilinear form.

With a tangent ``d`` of the arguments and an adjoint ``s`` of the result, ``G(x)`` is the adjoint of the arguments for
``s`` (reverse mode) and ``F(x)`` value and tangent along ``d`` (forward mode). Each is differentiated in both modes.

``python -m tests.programs.second_order [part of a name ...]`` runs programs and groups by cause what is refused or
wrong; with ``--update`` the table of what is refused is written anew.
"""

import sys
import traceback
import warnings
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np

import ad_transform as ad
from tests.helpers import (
    assert_close,
    assert_same_structure,
    central,
    covector,
    flatten,
    random_like,
    unflatten,
)
from tests.programs import refusals
from tests.programs.refusals import is_refusal, reason_for
from tests.programs.test_reference import seed_for, tangents_for
from tests.programs.zoo import ZOO

TABLE = Path(__file__).with_name("refused_second_order.txt")
PAIRINGS = ("forward over reverse", "reverse over reverse", "forward over forward", "reverse over forward")
REFUSED_ONCE = refusals.refused()
ONCE = [p for p in ZOO if not {(p.name, "jvp"), (p.name, "vjp")} & REFUSED_ONCE.keys()]


def refused():
    """The table of what is refused: (program, pairing) to reason."""
    rows = [line.split("  ", 2) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(name, pairing): reason for name, pairing, reason in rows}


def chosen(program, values):
    return [values[i] for i in program.wrt]


def moved(program, by):
    """Fresh arguments, moved by `by` times the tangents."""
    args = program.args()
    sources, tangents = chosen(program, args), chosen(program, tangents_for(program, args))
    numbers = flatten(sources) + by * flatten(tangents, sources)
    found = dict(zip(program.wrt, unflatten(sources, numbers), strict=True))
    return [found.get(k, arg) for k, arg in enumerate(args)]


@cache
def reverse(program):
    return ad.Derivative(program.function, "vjp", program.wrt)


@cache
def forward(program):
    return ad.Derivative(program.function, "jvp", program.wrt)


def adjoint(program, args):
    return list(reverse(program)(*args, out_bar=seed_for(program)))


def seeds_of(derivative, values):
    return dict(zip(derivative.seed_names(), values, strict=True))


def tangents(program):
    return chosen(program, tangents_for(program, program.args()))


def value_and_tangent(program):
    args = program.args()
    return forward(program)(*args, **seeds_of(forward(program), tangents(program)))


# What each pairing gives, as a vector


@cache
def moving_adjoint(program):
    """How the adjoint changes along the tangent (forward over reverse)."""
    twice = ad.Derivative(reverse(program), "jvp", reverse(program).request.wrt)
    seeds = seeds_of(twice, tangents(program))
    value, tangent = twice(*program.args(), out_bar=seed_for(program), **seeds)
    once = adjoint(program, program.args())
    assert_close(flatten(list(value), once), flatten(once), 1e-12, "value")
    assert_same_structure(list(tangent), once, "tangent of the adjoint")
    return flatten(list(tangent), once)


@cache
def second_tangent(program):
    """How value and tangent change along the tangent (forward over forward)."""
    twice = ad.Derivative(forward(program), "jvp", forward(program).request.wrt)
    once = seeds_of(forward(program), tangents(program))
    value, tangent = twice(*program.args(), **once, **seeds_of(twice, tangents(program)))
    model = value_and_tangent(program)
    assert_close(flatten(value, model), flatten(model), 1e-12, "value")
    assert_same_structure(tangent, model, "second tangent")
    return flatten(tangent, model), flatten(tangent[1], model[1])


def adjoint_of(program, derivative, **seeds):
    """The pullback of a random adjoint of what `derivative` gives, and that adjoint."""
    value = derivative(*program.args(), **seeds)
    value = list(value) if derivative.mode == "vjp" else value
    seed = random_like(value, f"{program.name} twice")
    twice = ad.Derivative(derivative, "vjp", derivative.request.wrt)
    name = twice.seed_names()[0]
    given = tuple(seed) if isinstance(seed, list) else seed
    found = twice(*program.args(), **seeds, **{name: given})
    model = chosen(program, program.args())
    assert_same_structure(list(found), model, "adjoint")
    return covector(list(found), model), covector(seed, value)


# What each is held against


def by_differences(program):
    """The change of the adjoint along the tangent, by differences of first derivatives."""
    step = 2e-3 if program.tolerance <= 1e-7 else 3e-2
    once = adjoint(program, program.args())
    return central(lambda by: flatten(adjoint(program, moved(program, by)), once), step)[0]


def loose(program):
    return 1e-9 if program.tolerance <= 1e-7 else 30 * program.tolerance


def check(program, pairing):
    """Raise AssertionError where the second derivative by this pairing is wrong."""
    along = flatten(tangents(program), chosen(program, program.args()))
    if pairing == "forward over reverse":
        assert_close(
            moving_adjoint(program), by_differences(program), max(1e-6, 30 * program.tolerance), pairing
        )
    elif pairing == "reverse over reverse":
        found, seed = adjoint_of(program, reverse(program), out_bar=seed_for(program))
        same(found @ along, seed @ moving_adjoint(program), loose(program))
    elif pairing == "forward over forward":
        once = adjoint(program, program.args())
        turned = covector(unflatten(once, moving_adjoint(program)), once)
        seed = covector(seed_for(program), value_and_tangent(program)[1])
        same(seed @ second_tangent(program)[1], turned @ along, loose(program))
    else:
        once = seeds_of(forward(program), tangents(program))
        found, seed = adjoint_of(program, forward(program), **once)
        same(found @ along, seed @ second_tangent(program)[0], loose(program))


def same(found, expected, tolerance):
    assert_close(np.array([found]), np.array([expected]), tolerance)


def main(options):
    parts = [option for option in options if not option.startswith("-")]
    programs = [p for p in ONCE if not parts or any(part in p.name for part in parts)]
    causes, found = defaultdict(list), {}
    for program in programs:
        for pairing in PAIRINGS:
            try:
                check(program, pairing)
                continue
            except Exception as error:  # every cause is shown
                wrong = error
            if is_refusal(wrong):
                found[program.name, pairing] = reason_for(wrong)
            causes[cause(wrong)].append(f"{program.name} ({pairing})")
            if "--trace" in options:
                traceback.print_exception(wrong)
    wrong = sum(map(len, causes.values())) - len(found)
    print(f"{len(programs) * len(PAIRINGS)} second derivatives: {len(found)} refused, {wrong} wrong")
    for what, names in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"{len(names):4}  {what}\n      {' '.join(names[:8])}")
    if "--update" in options and not parts:
        if wrong:
            sys.exit("the table is not written while something is wrong")
        rows = [f"{name}  {pairing}  {reason}\n" for (name, pairing), reason in sorted(found.items())]
        TABLE.write_text("".join(rows), encoding="utf-8")


def cause(error):
    """One line that is the same for programs that fail alike."""
    if is_refusal(error):
        return f"refused: {type(error).__name__}: {reason_for(error)[:150]}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "ad_transform" in frame.filename] or frames
    return f"wrong: {type(error).__name__}: {reason_for(error)[:150]} ({own[-1].filename[-40:]}:{own[-1].lineno})"


if __name__ == "__main__":
    from ad_transform import pipeline

    pipeline.CHECKED = True
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        main(sys.argv[1:])
