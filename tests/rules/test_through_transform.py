"""Every rule on samples of its function, through the derivative that is written, against the rule itself, called.

Three samples of each function are tried; all of them if the environment variable AD_ALL_SAMPLES is set.
"""

import linecache
import os

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.rules import standard
from ad_transform.rules.apply import active_arguments, call, is_floating, jvp_of, vjp_of
from ad_transform.rules.checking import leaves, random_like
from ad_transform.rules.table import name_of
from tests.rules.every_sample import SAMPLES


def chosen(calls):
    """Three of the calls, evenly, or all."""
    if len(calls) <= 3 or "AD_ALL_SAMPLES" in os.environ:
        return list(enumerate(calls))
    return [(k, calls[k]) for k in (0, len(calls) // 2, len(calls) - 1)]


def is_called(fn):
    """False for what users do not call: helpers of the rules, and the functions of augmented assignments."""
    return not name_of(fn).startswith(("operator.i", "ad_transform.runtime"))


CALLS = [
    pytest.param(fn, args, kwargs, id=f"{name_of(fn)}-{k}")
    for fn, calls in SAMPLES.items()
    if is_called(fn)
    for k, (args, kwargs) in chosen(calls)
]


def program(fn, args, kwargs, name):
    """A function of the floating point arguments of a call that makes the call, and those arguments."""
    scope, texts, values = {"fn": fn}, [], {}
    for word, value in [*enumerate(args), *kwargs.items()]:
        own = f"p{word}" if isinstance(word, int) else f"{word}_"
        scope |= {} if is_floating(value) else {own: value}
        values |= {own: value} if is_floating(value) else {}
        literal = isinstance(value, (int, str, type(None))) and not is_floating(value)
        given = repr(value) if literal else own
        texts.append(given if isinstance(word, int) else f"{word}={given}")
    source = f"def f({', '.join(values)}):\n    return fn({', '.join(texts)})\n"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    exec(compile(source, name, "exec"), scope)
    return scope["f"], tuple(values.values())


def in_order(rule, args, kwargs, of):
    """What `of` says of each floating point argument, in the order of the call."""
    found = []
    for name, value in rule.bound(args, kwargs).arguments.items():
        told = of.get(rule.names.get(name))
        if told is not None and isinstance(value, tuple) and name in several(rule):
            found += [each for each, given in zip(told, value, strict=True) if is_floating(given)]
        elif told is not None:
            found.append(told)
    return tuple(found)


def several(rule):
    return [name for name, p in rule.signature.parameters.items() if p.kind is p.VAR_POSITIONAL]


def same(found, wanted, like):
    """Check numbers and shapes, part by part; what holds no floats has no derivative to compare."""
    pairs = [
        (f, w) for f, w, p in zip(leaves(found), leaves(wanted), leaves(like), strict=True) if is_floating(p)
    ]
    assert pairs
    for one, other in pairs:
        assert np.shape(one) == np.shape(other)
        assert np.iscomplexobj(other) or np.isrealobj(one)
        single = np.result_type(other).itemsize < 8
        np.testing.assert_allclose(one, other, *((1e-5, 1e-6) if single else (1e-9, 1e-9)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("fn", "args", "kwargs"), CALLS)
def test_what_is_written_computes_the_rule(fn, args, kwargs, request):
    rule, rng = standard.find(fn), np.random.default_rng(3)
    function, primals = program(fn, args, kwargs, f"<{request.node.name}>")
    values = rule.bind(args, kwargs)
    with np.errstate(all="ignore"):
        out = call(rule, args, kwargs)
        dots = {name: random_like(rng, values[name]) for name in active_arguments(rule, args, kwargs)}
        out_bar = random_like(rng, out)
        tangents = in_order(rule, args, kwargs, dots)
        if len(tangents) != len(primals):
            pytest.skip("it has no derivative by one of these arguments")
        same(
            ad.jvp(function, primals, tangents)[1],
            jvp_of(rule, args, kwargs, dots, derivative_of=ad.Derivative),
            out,
        )
        bars = ad.vjp(function, *primals)[1](out_bar)
        same(
            bars,
            in_order(rule, args, kwargs, vjp_of(rule, args, kwargs, out_bar, derivative_of=ad.Derivative)),
            primals,
        )


# Kinds that are not told: the values may be complex, and adjoints must be summed to their shape

MATRIX = np.array([[0.3, -1.2, 0.4], [1.1, 0.2, 0.1], [0.3, 0.5, 2.0]])
REAL = np.array([[0.3, -0.2, 0.4], [-0.2, 0.2, 0.1], [0.4, 0.1, 2.0]])
WEIGHTS = np.random.default_rng(1).normal(size=(5, 3, 4))


def values_of(a):
    return np.linalg.eig(a)[0]


UNKNOWN = {
    "abs": (lambda a: np.sum(np.abs(values_of(a)) ** 3), MATRIX),
    "angle": (lambda a: np.sum(np.angle(values_of(a)) ** 2), MATRIX),
    "norm": (lambda a: np.linalg.norm(values_of(a)), MATRIX),
    "var": (lambda a: np.var(values_of(a)), MATRIX),
    "real": (lambda a: np.sum(values_of(a).real ** 2), MATRIX),
    "imag": (lambda a: np.sum(values_of(a).imag ** 2), MATRIX),
    "conj": (lambda a: np.sum(values_of(a) ** 2 * np.conj(values_of(a))).real, MATRIX),
    "matmul": (lambda a: np.sum((np.real(np.linalg.eig(a)[1])[None] @ WEIGHTS) ** 3), REAL),
    "divmod": (
        lambda a: np.sum(np.divmod(np.real(values_of(a))[None], 0.37 * np.ones((5, 3)))[1] ** 2),
        REAL,
    ),
    "solve": (lambda a: np.sum(np.linalg.solve(np.real(np.linalg.eig(a)[1])[None], WEIGHTS) ** 3), REAL),
    "cross": (lambda a: np.sum(np.cross(np.real(values_of(a)), WEIGHTS[:, :, 0]) ** 2), REAL),
    "linspace": (lambda a: np.sum(np.linspace(np.real(values_of(a))[0], np.ones(3), 5) ** 2), REAL),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_values_of_unknown_kind(name):
    function, a = UNKNOWN[name]
    a_dot = np.random.default_rng(4).normal(size=a.shape)
    a_dot = a_dot + a_dot.T if a is REAL else a_dot
    slope = (function(a + 1e-6 * a_dot) - function(a - 1e-6 * a_dot)) / 2e-6
    tangent = ad.jvp(function, (a,), (a_dot,))[1]
    assert np.isrealobj(tangent)
    np.testing.assert_allclose(tangent, slope, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(np.sum(ad.grad(function)(a) * a_dot), slope, rtol=1e-6, atol=1e-7)


def with_keyword_base(start):
    return np.sum(np.logspace(start, 1.0, 4, base=3.0))


def test_a_keyword_may_be_called_as_ours_are():
    slope = (with_keyword_base(0.5 + 1e-6) - with_keyword_base(0.5 - 1e-6)) / 2e-6
    np.testing.assert_allclose(ad.grad(with_keyword_base)(0.5), slope, rtol=1e-8)
    np.testing.assert_allclose(ad.jvp(with_keyword_base, (0.5,), (1.0,))[1], slope, rtol=1e-8)
