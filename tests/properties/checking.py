"""Check the derivatives of a random program: right, refused, of no use, or wrong and how."""

import contextlib
import copy
import signal
import sys
import types
import warnings
from dataclasses import dataclass

import numpy as np

import ad_transform as ad
from ad_transform.reference import dual_jvp, tape_vjp
from tests.helpers import (
    assert_close,
    assert_same_structure,
    bits,
    central,
    covector,
    flatten,
    leaves,
    random_like,
    unflatten,
    widened,
)
from tests.properties.generation import OTHER_LENGTHS, arguments

SECONDS = 20


@dataclass(frozen=True)
class Verdict:
    """`word` is "right", "refused", "useless" (the program fails, or is not smooth here) or "wrong"."""

    word: str
    cause: str = ""
    text: str = ""


class Useless(Exception):
    """Nothing can be learned from this program with these arguments."""


class TooSlow(BaseException):
    """The time of one program is over."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TooSlow in the body after so many seconds."""

    def ring(*_):
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def module_from(source, path):
    """The module of `source`, written to `path` so that its text can be found."""
    path.write_text(source, encoding="utf-8")
    module = types.ModuleType(path.stem)
    module.__file__ = str(path)
    sys.modules[path.stem] = module
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


def verdict_on(case, path) -> Verdict:
    """Differentiate the program of `case`, written to `path`, and compare everything that can be compared."""
    try:
        with time_limit(SECONDS), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check(case, module_from(case.source, path))
    except Useless as reason:
        return Verdict("useless", str(reason))
    except TooSlow:
        return Verdict("useless", "slow")
    except ad.DifferentiationError as error:
        word = "wrong" if isinstance(error, ad.InternalError) else "refused"
        return Verdict(word, f"{type(error).__name__}: {getattr(error, 'what', error)}", str(error))
    except SyntaxError as error:
        return Verdict("useless", f"fails: {error.msg}")
    except Exception as error:
        cause = str(error).split("\n")[0].split(" got ")[0]
        return Verdict("wrong", f"{type(error).__name__}: {cause}", str(error))
    finally:
        sys.modules.pop(path.stem, None)
    return Verdict("right")


def check(case, module):
    """Compare at two sets of arguments of the same shapes and at one of others; raise what is wrong."""
    f, names = module.program, vars(module)
    samples = [(0, None), (1, None), (2, OTHER_LENGTHS)]
    of_use = 0
    for draw, lengths in samples:
        try:
            expectation = expected(f, arguments(case, names, draw, lengths))
        except Useless:
            if draw == 0:
                raise
            continue
        of_use += 1
        compare(case, f, names, lambda d=draw, s=lengths: arguments(case, names, d, s), *expectation)
    return of_use


def expected(f, args):
    """The value, the arguments afterwards, tangents, and the derivative along them by differences."""
    wrt = floating(args)
    after = copy.deepcopy(args)
    try:
        with time_limit(2):
            value = f(*after)
            value = copy.deepcopy(value)
    except (Exception, TooSlow) as error:
        raise Useless(f"fails: {type(error).__name__}") from None
    finally:
        signal.alarm(SECONDS)
    numbers = flatten(value)
    if not np.all(np.isfinite(numbers)) or np.max(abs(numbers), initial=0.0) > 1e4:
        raise Useless("large or not finite")
    tangents = tuple(random_like(arg, f"tangent {i}") if i in wrt else None for i, arg in enumerate(args))
    return value, after, tangents, slopes(f, args, tangents, wrt, numbers.size)


def floating(args):
    """The positions of arguments that hold floating point numbers."""
    return tuple(i for i, arg in enumerate(args) if leaves(arg))


def slopes(f, args, tangents, wrt, size):
    """The derivative of `f` along `tangents` by differences."""
    wide = tuple(widened(arg) for arg in args)
    start, direction = flatten(wide), flatten([tangents[i] for i in wrt])

    def along(h):
        moved = unflatten(wide, start + h * direction)
        result = flatten(f(*copy.deepcopy(moved)))
        if result.size != size:
            raise Useless("not smooth here")
        return result

    try:
        first, error = central(along, 1e-3)
        second, _ = central(along, 5e-5)
    except Useless:
        raise
    except Exception as failure:
        raise Useless(f"fails: {type(failure).__name__}") from None
    size = np.max(abs(first), initial=0.0)
    if not np.all(np.isfinite(first)) or size > 1e6:
        raise Useless("large or not finite")
    worst = max(np.max(abs(first - second), initial=0.0), np.max(error, initial=0.0))
    if worst > 1e-7 * (1e-3 + size):
        raise Useless("not smooth here")
    return first


def same_but_for_rounding(one, other):
    """True for equal trees; products may differ by rounding, as NumPy adds in another order for operands with strides.

    The reverse sweep needs a copy of such an operand, and the text multiplies the copy.
    """
    if bits(one) == bits(other):
        return True
    flat = [np.asarray(flatten(tree)) for tree in (one, other)]
    return flat[0].shape == flat[1].shape and np.allclose(*flat, rtol=1e-14, atol=1e-15)


def compare(case, f, names, args, value, after, tangents, slope):
    """Raise an error if the derivatives of `f` at ``args()`` are not as expected."""
    wrt = floating(args())
    single = "32" in case.source.split("def program")[1]
    rough, fine = (3e-3, 1e-3) if single else (1e-6, 1e-9)
    seed = random_like(value, "seed")
    forward_args, reverse_args = args(), args()
    forward_value, tangent = ad.jvp(f, forward_args, copy.deepcopy(tangents))
    reverse = ad.Derivative(f, "vjp", wrt)
    adjoints = reverse(*reverse_args, out_bar=copy.deepcopy(seed))
    assert bits(forward_value) == bits(value), "forward mode changes the value"
    assert bits(forward_args) == bits(after), "forward mode does not leave the arguments as the primal does"
    assert same_but_for_rounding(reverse_args, after), (
        "reverse mode does not leave the arguments as the primal does"
    )
    chosen = tuple(args()[i] for i in wrt)
    assert_same_structure(tangent, value, "tangent")
    assert_same_structure(adjoints, chosen, "adjoints")
    assert_close(flatten(tangent, value), slope, rough, "tangent")
    terms_in = covector(adjoints, chosen) * flatten([tangents[i] for i in wrt])
    terms_out = covector(seed) * flatten(tangent, value)
    scale = 1e-3 + np.sum(abs(terms_in)) + np.sum(abs(terms_out))
    assert abs(np.sum(terms_in) - np.sum(terms_out)) <= fine * scale, (
        f"reverse is not the transpose of forward: {np.sum(terms_in)}, {np.sum(terms_out)}"
    )
    compare_engines(f, args, tangents, seed, tangent, adjoints, wrt, value, max(fine, 1e-8))


def compare_engines(f, args, tangents, seed, tangent, adjoints, wrt, value, tolerance):
    """Compare with the dual numbers and the tape, where they can follow the program."""
    outside = (ad.DifferentiationError, TypeError, AttributeError, ValueError, IndexError, RecursionError)
    with contextlib.suppress(*outside):
        dual = flatten(dual_jvp(f, args(), tangents)[1])
        assert_close(flatten(tangent, value), dual, tolerance, "dual numbers")
    with contextlib.suppress(*outside):
        _, found = tape_vjp(f, args(), seed)
        chosen = tuple(args()[i] for i in wrt)
        by_tape = covector([found[i] for i in wrt], list(chosen))
        assert_close(covector(adjoints, chosen), by_tape, tolerance, "tape")
