"""Small functions that are refused, each with arguments, what is said and the way out that is shown."""

import itertools
import math
import operator
from dataclasses import dataclass

import numpy as np

V = np.array([0.4, -1.3, 0.9, 2.1])
TOTAL = 0.0
REFUSALS = {}


def refusal(what, hint, *args):
    """Say that the decorated function is refused so, at 0.7 unless `args` are given."""

    def keep(function):
        REFUSALS[function.__name__] = (function, args or (0.7,), what, hint)
        return function

    return keep


@dataclass
class Ball:
    mass: float


class Spring:
    def __init__(self, k):
        self.k = k


class Sized:
    def __init__(self, k):
        self.k = k

    def __len__(self):
        return 1

    def __rmul__(self, other):
        return other * self.k


def to_dict(x, n):
    return {"a": x} if n == 0 else {"a": to_dict(x, n - 1)["a"] * x}


def shrunk(spring, n):
    return spring.k if n == 0 else shrunk(Spring(spring.k * 0.5), n - 1)


@refusal("an `except*` block is not differentiated", "use `except`")
def tries_groups(x):
    try:
        return x / 2.0
    except* ZeroDivisionError:
        x = x * x
    return x


@refusal(
    "`y` may have been assigned or not when the error is handled",
    "assign it before the `try` block, or at its end",
)
def reads_half_done(x):
    y = x
    try:
        y = x * x
        z = y / (x - 1.0)
    except ZeroDivisionError:
        z = y
    return z


@refusal(
    "`total` may have been assigned or not when the error is handled",
    "assign it before the `try` block, or at its end",
    V,
)
def adds_until_it_fails(v):
    total = 0.0
    try:
        for a in v:
            total = total + np.log(a)
    except ValueError:
        pass
    return total


@refusal(
    "`y` may have been assigned or not when the error is handled",
    "assign it before the `try` block, or at its end",
)
def reads_what_finally_assigned(x):
    y = x
    try:
        try:
            z = x / (x - 0.7)
        finally:
            y = 3.0
    except ZeroDivisionError:
        z = y * x
    return z


@refusal(
    "`a` may be half-written when the error is handled",
    "write into it at the end of the `try` block, or after it",
    V,
)
def reads_half_written(v):
    a = v.copy()
    try:
        a[0] = a[1] * 2.0
        a[1] = a[2] / float(a[3])
    except ZeroDivisionError:
        pass
    return a[0]


@refusal(
    "`a` may be half-written when the error is handled",
    "write into it at the end of the `try` block, or after it",
    V,
)
def adds_in_place_and_fails(v):
    a = v.copy()
    try:
        a += np.linalg.inv(np.outer(v, v))[0]
    except np.linalg.LinAlgError:
        return np.sum(a)
    return a[0]


@refusal("a `return`, `break` or `continue` in `finally`", "write it after the `try` statement")
def returns_finally(x):
    try:
        y = 1.0 / x
    finally:
        return x  # noqa: B012
    return y


@refusal("a `try` block where NumPy is told to raise", "test for the error's cause before it happens", V)
def tells_numpy_to_raise(v):
    with np.errstate(all="raise"):
        try:
            y = np.sum(v / v[0])
        except FloatingPointError:
            y = v[0]
    return y


@refusal("NumPy is told to raise in a `try` block", "test for the error's cause before it happens", V)
def tells_numpy_to_raise_inside(v):
    try:
        with np.errstate(divide="raise"):
            y = np.sum(v / v[0])
    except FloatingPointError:
        y = v[0]
    return y


@refusal("`zip` with `strict`, in a `try` block or not known", "compare the lengths before", V, V)
def zips_strictly_in_an_attempt(v, w):
    total = 0.0
    try:
        for a, b in zip(v, w[1:], strict=True):
            total = total + a * b
    except ValueError:
        total = 1.0
    return total


@refusal("what this `except` catches is not known", "name the exceptions", 0.7, 1)
def catches_computed(x, k):
    try:
        return 1.0 / x
    except (ValueError, ZeroDivisionError)[k]:
        return x


@refusal("this `with` block is not differentiated", "write its body alone")
def opens(x):
    with open("file") as file:
        return x * float(file.read())


@refusal("a bare `raise` is not differentiated", "name the exception")
def raises_again(x):
    if x > 1.0:
        raise
    return x


@refusal("`TOTAL` is global here: writing a global is not differentiated", "return it instead")
def writes_global(x):
    global TOTAL
    TOTAL = x
    return x


@refusal("a class defined inside the function is not differentiated", "define it at the module's top level")
def has_class(x):
    class Inner:
        pass

    return x


@refusal("`np.vectorize` is a loop over numbers", "write the loop, or the function for arrays", V)
def vectorizes(v):
    return np.sum(np.vectorize(lambda a: a * a)(v))


@refusal(
    "`inner` calls itself, and reads variables of the function around it", "pass them as arguments", 0.7, 3
)
def recursion_in_closure(x, n):
    def inner(a, k):
        return a if k == 0 else inner(a * x, k - 1)

    return inner(x, n)


@refusal(
    "`to_dict` calls itself, and does not return numbers or arrays, or a tuple of these",
    "write the recursion as a loop",
    0.7,
    3,
)
def recursion_of_dicts(x, n):
    return to_dict(x, n)["a"]


@refusal("`shrunk` calls itself, with an argument of type Spring", "pass its numbers and arrays", 0.7, 3)
def recursion_over_objects(x, n):
    return shrunk(Spring(x), n)


@refusal("a generator is not differentiated", "return a list")
def yields(x):
    yield x


@refusal("an `async` function is not differentiated", "write it as a plain `def`")
async def waits(x):
    return x


@refusal("a set is not differentiated", "use a tuple or a list")
def has_set(x):
    return sum({1.0, 2.0}) * x


@refusal("a generator that is kept for later", "use it where it stands, or make a list")
def keeps_generator(x):
    parts = (v * x for v in (1.0, 2.0))
    return sum(parts)


@refusal("an iterator that is kept for later", "use a `for` loop, or index a list")
def keeps_iterator(x):
    items = iter([x, x * 2.0])
    return next(items)


@refusal("the iterator `pairs` may be used more than once", "make a list of it: `list(...)`", V)
def uses_iterator_twice(v):
    pairs = enumerate(v)
    return sum(k * a for k, a in pairs) + sum(a for _, a in pairs)


@refusal("an iterator used as a value here", "make a list of it: `list(...)`")
def keeps_iterator_in_tuple(x):
    return (map(abs, [x, 2.0]), 1)[1] * x


@refusal(
    "`items` may hold one object twice, which has been written",
    "copy the array (`.copy()`) before one of them is written",
    V,
    3,
)
def writes_into_an_array_held_twice(v, n):
    a = v * 2.0
    items = []
    for _ in range(n):
        items.append(a)
    items[0][0] = 5.0
    return items[1] * v


@refusal(
    "`rows` may be or hold the list `row`, which has been changed",
    "copy the list (`.copy()`) before one of the two is changed",
    V,
    3,
)
def changes_a_list_that_another_holds(v, n):
    rows = []
    for i in range(n):
        row = [v[0]]
        rows.append(row)
        row.append(v[i])
    return rows[1][1] * v


@refusal(
    "an item of `stack` is used after the list has changed",
    "give the item a name on a line of its own",
    V,
    3,
)
def uses_an_item_after_a_change(v, n):
    stack = [v * (k + 1.0) for k in range(n)]
    return stack[-1] * stack.pop()


@refusal("`items` may have been changed by `setitem`", "give `setitem` a copy")
def hands_a_list_on(x):
    items = [1.0, 2.0]
    operator.setitem(items, 0, 3.0)
    return x * items[0]


@refusal("a list or dict changes while it is looped over", "loop over a copy: `list(items)`", V)
def grows_while_looped(v):
    items = [a for a in v]
    for k, a in enumerate(items):
        if k < 2:
            items.append(a)
    return items[-1]


@refusal("an iterator without end", "use `range` or `enumerate`")
def counts_for_ever(x):
    return sum(x * k for k, _ in zip(itertools.count(), (1, 2), strict=False))


@refusal("`np.nditer` is not differentiated", "use `np.ndindex` or nested loops", V)
def uses_nditer(v):
    total = 0.0
    for a in np.nditer(v):
        total = total + a
    return total


@refusal("the keys of this dict are floats, which may vary", "keep them in a list", V)
def sums_varying_keys(v):
    weights = {}
    for k in range(3):
        weights[v[k]] = v[k] * v[0]
    return sum(k * w for k, w in weights.items())


@refusal("a computed key of a dict that holds different things", "use constant keys", 0.7, 1)
def computes_keys_of_options(x, n):
    options = {0: x, 1: "fast"}
    return x * options[n - 1]


@refusal("a dict of the caller's is changed here", "copy it first: `.copy()`", {0: 0.7, 1: 0.2}, 2)
def changes_dict_of_caller(d, n):
    for k in range(n):
        d[k] = d[k] * 2.0
    return d[0]


@refusal("a dict with computed keys is given to `array`", "pass a list: `list(d.values())`", V)
def makes_array_of_dict(v):
    found = {k: v[k] for k in range(len(v))}
    return np.sum(np.array(found))


@refusal("`popitem` of a dict with computed keys is not supported", "loop over its items", V)
def pops_any_item(v):
    found = {k: v[k] for k in range(len(v))}
    return found.popitem()[1]


@refusal("the keys of a dict in a dict or list", "keep the keys in a list", V)
def loops_over_inner_dict(v):
    groups = {}
    for k in range(len(v)):
        groups[k] = {}
        groups[k][k + 1] = v[k]
    return sum(k * v[0] for k in groups[1])


@refusal("this key is not in the dict when the derivative is written", "use keys that are there")
def misses_key(x):
    return {"a": x}["b"]


@refusal(
    "`chosen` is `<ufunc 'sin'>` on one path and `<ufunc 'cos'>` on another",
    "give it one kind of value on every path, or test the reason for the difference where the value is used",
)
def chooses_function(x):
    if x > 0.5:
        chosen = np.sin
    else:
        chosen = np.cos
    return chosen(x)


def found_from(v, k):
    if k == len(v):
        return None
    return v[k] if v[k] > 0.0 else found_from(v, k + 1)


@refusal("`found_from` calls itself, and returns None on some paths", "return a number there", V)
def finds_by_recursion(v):
    found = found_from(v, 0)
    return v[0] if found is None else found


@refusal("whether these are one object is not known", "compare their values", V)
def compares_what_may_be_none(v):
    best = None
    for k in range(len(v)):
        if best is v:
            return best[k]
        if v[k] > 0.0:
            best = v
    return v[0]


@refusal("`del` of an attribute is not supported", "assign None to it")
def deletes_attribute(x):
    ball = Ball(x)
    del ball.mass
    return x


@refusal("`eval` is not differentiated", "write out what it does")
def evaluates(x):
    return eval("x * x")


@refusal("`locals` is not differentiated", "write out what it does")
def looks_around(x):
    return locals()["x"] * x


@refusal("a pattern of items for a value of unknown length", "test its length with `if`", 0.7, 2)
def matches_unknown_length(x, n):
    items = [x * i for i in range(n)]
    match items:
        case [a, b]:
            return a * b
        case _:
            return x


@refusal("an alternative that binds names, and may not match", "write a case for each", 0.7, 2)
def matches_either(x, n):
    match (n, x):
        case (0, a) | (a, 0):
            return a * x
        case _:
            return x


@refusal("sorting items that are no numbers", "sort numbers, or use np.argsort of the keys")
def sorts_pairs(x):
    return sorted([(x, 1), (2.0, 3)])[0][0]


@refusal("`sorted` by a key, of items that are not known", "use np.argsort of the keys", V)
def sorts_by_key(v):
    return sorted(v, key=abs)[0]


@refusal("`max` with keywords is not supported here", "use a loop", V)
def largest_by_key(v):
    return max(v, key=abs)


@refusal("`tolist` of an array of several axes", "index the array", np.eye(2))
def lists_matrix(a):
    return a.tolist()[0][1]


@refusal("how many items there are is not known here", "index them instead", V)
def unpacks_unknown(v):
    first, *rest = v
    return first * len(rest)


@refusal("values taken in turn for the places of a mask", "assign to items: `a[mask] = values`", V)
def puts_in_turn(a):
    b = a * 2.0
    np.putmask(b, a > 0.5, a[:1])
    return b[0]


@refusal("`x` is read before it is assigned", "assign it first")
def reads_too_early(y):
    z = x * y  # noqa: F821
    x = y
    return x


@refusal(
    "an object of the class `Spring` used as a value here",
    "pass its attributes on, or make it a dataclass",
    0.7,
    3,
)
def keeps_objects(x, n):
    springs = []
    for k in range(n):
        springs.append(Spring(x * k))
    return springs[1].k


@refusal(
    "`mass` of this value, used without a call",
    "call it; for an object in a list of unknown length, keep a list for each attribute",
    0.7,
    3,
)
def reads_objects_in_list(x, n):
    balls = []
    for k in range(n):
        balls.append(Ball(x * k))
    return balls[1].mass * x


@refusal(
    "NumPy's operator with an object of the class `Sized` on its right",
    "write the object on the left, or set `__array_ufunc__ = None` in its class",
    V,
)
def multiplies_array_by_object(v):
    return (v * Sized(v[0]))[0]


@refusal("`filter` by a test that depends on the arguments", "write a comprehension with `if`")
def filters_by_value(x):
    return sum(filter(lambda a: a > 0.5, [x, 2.0]))


@refusal("`combinations` of items that are not known when the derivative is written", "write nested loops", V)
def combines_unknown(v):
    return sum(a * b for a, b in itertools.combinations(v, 2))


@refusal("an iterator that ends by a test is not differentiated", "use a `for` loop with `break`")
def takes_while(x):
    return sum(itertools.takewhile(lambda a: a < 1.0, [x, 2.0]))


@refusal("the result is a function", "return numbers or arrays")
def returns_function(x):
    return lambda y: x * y


@refusal("what `diagonal` gives cannot be written", "write into its argument instead", np.outer(V, V))
def writes_diagonal(a):
    b = a * 2.0
    np.diagonal(b)[1] = 0.0
    return b.sum()


@refusal(
    "`b` may be the same array as `flat`, which has been written",
    "copy the array (`.copy()`) before one of them is written",
    np.outer(V, V),
)
def writes_through_reshaped_columns(a):
    b = a * 2.0
    flat = b[:, 1:].reshape(-1)
    flat[0] = 1.0
    return np.sum(b * b)


@refusal(
    "`a` may be the same array as `c`, which has been written",
    "copy the array (`.copy()`) before one of them is written",
    V,
)
def binds_names_in_a_loop(x):
    a, b, c = x * 2.0, x * 3.0, x * 4.0
    for i in range(4):
        c[0] += a[i]
        b[0] += a[0]
        a = c if i % 2 == 0 else b
    return np.sum(b)


@refusal(
    "a number is read from a list of different kinds of things, which holds what is differentiated",
    "keep the numbers in a list of their own",
    V,
)
def reads_from_mixed_list(v):
    items = []
    for a in v:
        items.append(a * a)
    return np.sum(([None] + items)[1])


@refusal(
    "a number is read from a list of different kinds of things, which holds what is differentiated",
    "keep the numbers in a list of their own",
    0.7,
    2,
)
def reads_from_mixed_list_after_try(x, k):
    items = [x, "a", x * x]
    try:
        items[k] = x**3 * math.log(k - 5)
    except ValueError:
        items = ["b", 2.0 * x, x**3]
    return items[k] * x


@refusal(
    "what the variables of this loop hold does not settle from round to round",
    "keep what the rounds go through in a list",
    0.7,
)
def walks_along_a_chain(x):
    link = None
    for k in range(3):
        link = (x * k, link)
    total = 0.0
    while link is not None:
        value, link = link
        total += value
    return total


@refusal(
    "whether this writes into the caller's `u` is not known",
    "write to `u` by its own name, or copy it first",
    0.7,
    V,
    V,
    3,
)
def writes_into_one_of_a_list(a, u, v, n):
    columns = [u, v]
    if n == 0:
        columns.append(columns[0])
    columns[0][1] = 0.5
    return a * a


@refusal(
    "`out=` of another dtype than the result",
    "give `dtype=` too, or assign the result instead",
    V,
    V.astype("float32"),
)
def sums_in_the_precision_of_out(v, single):
    np.cumsum(single, out=v)
    return np.sum(v)


@refusal(
    "`where=` without `out=` leaves numbers that are not defined", "give `out=` too, or use `np.where`", V
)
def masked_without_output(x):
    return np.sum(np.sqrt(x, where=x > 0))


@refusal("`np.r_` with slices or directions", "write `np.concatenate` or `np.arange`", V)
def range_in_brackets(x):
    return np.sum(np.r_[0:3, x])


@refusal("`np.mgrid` of numbers that may be differentiated", "write `np.linspace`", V)
def grid_of_numbers(x):
    return np.sum(np.mgrid[0 : x[0] : 4j])


@refusal("`np.c_` of these", "write `np.column_stack` or `np.concatenate`", V)
def columns_of_boxes(x):
    return np.sum(np.c_[x[:, None, None], x[:, None, None]])


class Doubled:
    def __get__(self, owner, cls=None):
        return 2.0 * owner.k


class Sprung(Spring):
    double = Doubled()

    @property
    def half(self):
        return self.k * 0.5


@refusal("the attribute `double` is computed by a descriptor", "make it a property")
def reads_a_descriptor(x):
    return Sprung(x).double


@refusal("the attribute `half` can't be set here", "assign to a field of its own")
def sets_what_cannot_be_set(x):
    spring = Sprung(x)
    spring.half = x
    return spring.k


@dataclass(frozen=True)
class Fixed:
    k: float


@refusal("`Fixed` says itself how attributes are set", "use a class without `__setattr__`")
def sets_a_frozen_field(x):
    fixed = Fixed(x)
    fixed.k = x * x
    return fixed.k
