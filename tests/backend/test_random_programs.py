"""Random programs give in the text what they mean: equal values, nothing of the caller's written, nothing shared."""

import copy
import itertools

import numpy as np
from hypothesis import given, settings

from ad_transform import ir
from ad_transform.backend import emit
from tests.backend.interpret import interpret
from tests.backend.random_programs import arguments, samples, written_in_place
from tests.optimise import random_programs as numbers


def arrays(tree):
    if isinstance(tree, (tuple, list)):
        return [leaf for item in tree for leaf in arrays(item)]
    return [tree] if isinstance(tree, np.ndarray) else []


def equal(one, other):
    if isinstance(one, (tuple, list)):
        return type(one) is type(other) and len(one) == len(other) and all(map(equal, one, other))
    return type(one) is type(other) and np.array_equal(
        one, other, equal_nan=np.asarray(one).dtype.kind == "f"
    )


def run(text, args):
    names = dict(text.namespace)
    exec(compile(text.source, "<text>", "exec"), names)
    with np.errstate(all="ignore"):
        return names[text.name](*args)


def wanted(program, args):
    with np.errstate(all="ignore"):
        return interpret(program, *args)


@settings(max_examples=300)
@given(samples())
def test_text_means_what_the_program_means(sample):
    program = ir.check(sample.program)
    text, args = emit(program, sample.kinds), arguments()
    got = run(text, args)
    shown = f"{ir.show(program)}\n{text.source}"
    assert equal(got, wanted(program, arguments())), shown
    if not sample.by_user:
        assert equal(args, arguments()), f"an argument was written\n{shown}"
    for one, other in itertools.combinations((*got, args), 2):
        for a, b in itertools.product(arrays(one), arrays(other)):
            assert not np.shares_memory(a, b), f"results share memory\n{shown}"


@settings(max_examples=200)
@given(written_in_place())
def test_parameters_are_written_where_the_program_writes_them(sample):
    program = ir.check(sample.program)
    text, args = emit(program, sample.kinds), arguments()
    got, want = run(text, args), wanted(program, arguments())
    shown = f"{ir.show(program)}\n{text.source}"
    assert equal(got, want), shown
    assert equal(args[:2], want[:2]), f"not written in place\n{shown}"
    assert equal(args[2:], arguments()[2:]), f"another argument was written\n{shown}"


@settings(max_examples=200)
@given(numbers.programs())
def test_numbers_loops_and_effects(sample):
    program, kinds = sample
    args = 0.7, np.float64(-1.3), np.array([1.0, 2.0, 3.0]), np.array([0.5, -0.25, 4.0]), 2, True
    text = emit(program, kinds)
    with np.errstate(all="ignore"):
        want = wanted(program, copy.deepcopy(args))
    assert equal(run(text, copy.deepcopy(args)), want), f"{ir.show(program)}\n{text.source}"
