"""Calls of the user's own functions: every way to pass arguments, closures, recursion, methods, decorators."""

import functools
import math
from dataclasses import dataclass

import numpy as np

from tests.programs.case import definite, draw, program

GRAVITY = 9.81
WEIGHTS = np.array([0.2, 0.5, 0.3])


def square(v):
    return v * v


def norm_squared(v, scale=2.0):
    """A helper with a default."""
    return scale * np.sum(v * v)


def smooth_step(v, *, low=0.0, high=1.0):
    t = (v - low) / (high - low)
    return t * t * (3 - 2 * t)


def sum_of_products(*factors, power=1):
    total = 0.0
    for f in factors:
        total += f**power
    return total * factors[0]


def polynomial(x, **coefficients):
    return coefficients["a"] * x * x + coefficients["b"] * x


def polar(r, phi):
    return r * math.cos(phi), r * math.sin(phi)


def applied_twice(f, v):
    return f(f(v))


def branching(v):
    if v < 0:
        return -v
    return v * v


def looping(v, n):
    for _ in range(n):
        v = math.sin(v) + 0.1 * v
    return v


def scale_in_place(a, s):
    a *= s


def scaled_itself(a, s):
    a *= s
    return a


def first_row(a):
    return a[0]


def nothing(v):
    v + 1.0


@program(args=lambda: (0.7, 1.3))
def helper(x, y):
    return square(x) * square(x + y) + square(square(y))


@program(args=lambda: (draw(3),))
def helper_with_default(x):
    return norm_squared(x) + norm_squared(x, 3.0) + norm_squared(v=x, scale=x[0])


@program(args=lambda: (0.3, 0.1))
def helper_with_keywords(x, low):
    return smooth_step(x) + smooth_step(x, high=2.0) * smooth_step(x, low=low, high=1.0)


@program(args=lambda: (0.7, 1.3), level=3)
def helper_with_star_args(x, y):
    rest = (x * y, y)
    return sum_of_products(x, y, x) + sum_of_products(y, *rest, power=2)


@program(args=lambda: (0.7, 1.3), level=3)
def helper_with_star_kwargs(x, y):
    options = {"a": x, "b": y}
    return polynomial(x, a=y, b=2.0) + polynomial(y, **options)


@program(args=lambda: (0.7, 1.3))
def helper_returns_pair(r, phi):
    x, y = polar(r, phi)
    u, v = polar(x, y)
    return u * v + x


@program(args=lambda: (-0.7, 1.3))
def helper_branches(x, y):
    return branching(x) * branching(y) + branching(x * y)


@program(args=lambda: (0.7,))
def helper_loops(x):
    return looping(x, 3) * looping(x * x, 2)


@program(args=lambda: (0.7, 5), wrt=(0,))
def helper_in_loop(x, n):
    y = x
    for i in range(n):
        y = branching(math.sin(y * i) - 0.3) + square(x)
    return y


@program(args=lambda: (0.7,))
def helper_of_same_names(x):
    v = x * 2.0
    t = square(v)
    v = square(t)
    return v * t


@program(args=lambda: (0.7, 1.3))
def calls_another_program(x, y):
    return helper(y, x) * x


@program(args=lambda: (0.7,))
def helper_returns_nothing(x):
    nothing(x)
    return x * x


@program(args=lambda: (0.7,))
def lambdas(x):
    cube = lambda v: v**3
    return cube(x) + (lambda a, b: a * b)(x, cube(x))


@program(args=lambda: (0.7, 1.3))
def nested_function(x, y):
    def inner(v):
        return v * x + y

    return inner(x) * inner(y)


@program(args=lambda: (0.7, 1.3))
def nested_function_reads_later_value(x, y):
    def inner(v):
        return v * x

    a = inner(y)
    x = x * y
    return a + inner(y)


@program(args=lambda: (0.7, 1.3))
def nested_twice(x, y):
    def outer(v):
        def inner(w):
            return w * v * x

        return inner(y) + inner(v)

    return outer(x) * outer(y)


@program(args=lambda: (0.7,))
def globals_read(x):
    return GRAVITY * x * x + np.sum(WEIGHTS * x)


def make_scaler(k):
    def scaler(x):
        return k * x * x

    return scaler


scaled_by_closure = program(args=lambda: (0.7,))(make_scaler(3.0))


@program(args=lambda: (0.7,))
def closure_of_another_function(x):
    return make_scaler(2.5)(x) + make_scaler(x)(2.0)


@program(args=lambda: (0.7,))
def function_argument(x):
    return applied_twice(math.sin, x) + applied_twice(square, x) + applied_twice(lambda v: v * x, x)


@program(args=lambda: (math.cos, 0.7), wrt=(1,))
def function_parameter(f, x):
    return f(x) * f(x * x)


@program(args=lambda: (0.7,), level=3)
def partial_application(x):
    step = functools.partial(smooth_step, high=2.0)
    times = functools.partial(polar, x)
    return step(x) + times(0.3)[1]


@program(args=lambda: (0.7, 6), wrt=(0,), level=3)
def recursion(x, n):
    if n == 0:
        return 1.0
    return x * recursion(x, n - 1) + 0.1


def tree_sum(x, depth):
    if depth == 0:
        return math.sin(x)
    return tree_sum(x * 0.5, depth - 1) * tree_sum(x + 0.3, depth - 1)


@program(args=lambda: (0.7,), level=3)
def tree_recursion(x):
    return tree_sum(x, 3) + tree_sum(x * x, 2)


def fibonacci(a, b, n):
    return a if n == 0 else fibonacci(b, a + b * 0.5, n - 1)


@program(args=lambda: (0.7, 1.1), level=3)
def tail_recursion(x, y):
    return fibonacci(x, y, 8) * x


def even(x, n):
    return x if n == 0 else odd(x * x, n - 1) + x


def odd(x, n):
    return 1.0 if n == 0 else math.sin(even(x + 0.2, n - 1))


@program(args=lambda: (0.7,), level=3)
def mutual_recursion(x):
    return even(x, 4) * odd(x, 3)


def determinant(m):
    if m.shape[0] == 1:
        return m[0, 0]
    total = 0.0
    for j in range(m.shape[0]):
        minor = np.delete(m[1:], j, axis=1)
        total += (-1) ** j * m[0, j] * determinant(minor)
    return total


@program(args=lambda: (definite(3),), level=3)
def determinant_by_minors(m):
    return determinant(m)


def depth_of(x, level):
    if x > 10 or level > 30:
        return x * level
    return depth_of(x * x + 0.5, level + 1)


@program(args=lambda: (0.7,), level=3, note="how deep depends on the value")
def recursion_on_value(x):
    return depth_of(x, 0)


@program(args=lambda: (draw(5),), level=3)
def recursion_over_array(x):
    def total(v):
        if len(v) == 1:
            return v[0]
        middle = len(v) // 2
        return total(v[:middle]) * 0.5 + total(v[middle:]) ** 2

    return total(x)


@program(args=lambda: (([0.3, [0.5, 0.7]], 2.0),), level=3, note="recursion over a nested list")
def recursion_over_tree(tree):
    def weigh(node, depth):
        if isinstance(node, float):
            return node**depth
        total = 1.0
        for child in node:
            total = total + weigh(child, depth + 1) * total
        return total

    return weigh(tree, 0)


class Spring:
    """A plain class: data in attributes, methods, a property, a static and a class method."""

    unit = 2.0

    def __init__(self, stiffness, length):
        self.stiffness = stiffness
        self.length = length

    def force(self, x):
        return -self.stiffness * (x - self.length)

    def energy(self, x):
        return 0.5 * square(self.force(x)) / self.stiffness

    @property
    def period(self):
        return 2 * math.pi / math.sqrt(self.stiffness)

    @staticmethod
    def damped(v):
        return v * math.exp(-v)

    @classmethod
    def relaxed(cls, stiffness):
        return cls(stiffness, cls.unit)

    def __call__(self, x):
        return self.energy(x) * self.length


SPRING = Spring(3.0, 0.5)


@program(args=lambda: (0.7,), level=3)
def methods_of_a_constant_object(x):
    return SPRING.force(x) * SPRING.energy(x) + SPRING.period * x


@program(args=lambda: (0.7, 1.3), level=3)
def object_built_inside(x, k):
    spring = Spring(k, x * 0.5)
    return spring.energy(x) + spring.period * spring.stiffness


@program(args=lambda: (0.7, 1.3), level=3)
def static_and_class_methods(x, k):
    spring = Spring.relaxed(k)
    return Spring.damped(x) * spring.damped(k) + spring.force(x)


@program(args=lambda: (0.7,), level=3)
def callable_object(x):
    return SPRING(x) + Spring(x, 2.0)(0.1)


@program(args=lambda: (0.7, 1.3), level=3)
def attribute_assigned(x, k):
    spring = Spring(k, 0.1)
    spring.length = x * k
    before = spring.force(x)
    spring.length += x
    return before * spring.force(x)


class Layer:
    def __init__(self, weight):
        self.weight = weight

    def apply(self, v):
        return np.tanh(self.weight @ v)


class Shifted(Layer):
    def apply(self, v):
        return super().apply(v) + 1.0


@program(args=lambda: (draw(2, 3), draw(3, seed=1)), level=3)
def inherited_method(w, v):
    layers = [Layer(w), Shifted(w)]
    return sum(np.sum(layer.apply(v) ** 2) for layer in layers)


@dataclass
class Body:
    mass: float
    velocity: np.ndarray

    def kinetic(self):
        return 0.5 * self.mass * np.dot(self.velocity, self.velocity)


@program(args=lambda: (0.7, draw(3)), level=3)
def dataclass_built_inside(m, v):
    body = Body(mass=m, velocity=v * 2.0)
    return body.kinetic() * body.mass


class Vector:
    """Operators of a user's class."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, s):
        return Vector(self.x * s, self.y * s)

    def dot(self, other):
        return self.x * other.x + self.y * other.y


@program(args=lambda: (0.7, 1.3), level=3)
def operators_of_a_class(x, y):
    a = Vector(x, y)
    b = a * y + Vector(1.0, x)
    return a.dot(b)


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) * 2.0

    return wrapper


@logged
def decorated(v, power=2):
    return v**power


@program(args=lambda: (0.7,), level=3)
def decorated_helper(x):
    return decorated(x) + decorated(x, power=3)


@program(args=lambda: (draw(3), 0.7), level=3)
def callee_mutates(a, s):
    b = a * 1.5
    before = np.sum(b * b)
    scale_in_place(b, s)
    return before + np.sum(b**3)


@program(args=lambda: (draw(3), 0.7), level=3)
def callee_returns_its_argument(a, s):
    b = a + 1.0
    c = scaled_itself(b, s)
    c += b
    return np.sum(b * c)


@program(args=lambda: (draw(3, 2),), level=3)
def callee_returns_a_view(a):
    b = a * 2.0
    row = first_row(b)
    row *= 3.0
    return np.sum(b * a)


@program(args=lambda: (draw(3), 0.7), level=3)
def callee_mutates_the_callers_argument(a, s):
    scale_in_place(a, s)
    return a * a


@program(args=lambda: (0.7,))
def composition(x):
    def compose(f, g):
        return lambda v: f(g(v))

    return compose(math.sin, square)(x) + compose(square, math.exp)(x)


@program(args=lambda: (0.7,))
def default_is_a_closure_value(x):
    y = x * x

    def inner(v, scale=y):
        return v * scale

    y = 5.0
    return inner(x) + y


@program(args=lambda: (0.7, 1.3))
def positional_only(x, y):
    def inner(a, /, b, *, c=2.0):
        return a * b**c

    return inner(x, y) + inner(y, b=x, c=3.0)


@program(args=lambda: (0.7,), level=3)
def map_and_reduce(x):
    parts = list(map(square, [x, x * 2.0, 3.0]))
    return functools.reduce(lambda a, b: a * b + 1.0, parts)


def doubled_angle(x, n):
    """Sine and cosine by halving the angle, in one recursion."""
    if n == 0:
        return x, 1.0 - x * x / 2.0
    s, c = doubled_angle(x / 2.0, n - 1)
    return 2.0 * s * c, c * c - s * s


@program(args=lambda: (0.7, 4), wrt=(0,), level=3)
def recursion_of_a_pair(x, n):
    s, c = doubled_angle(x, n)
    return s * c + s


def halved(a, n):
    """An array and its sum, and how often it was halved."""
    if n == 0:
        return a, np.sum(a), 0
    b, total, count = halved(a * 0.5, n - 1)
    return b * b, total * b[0], count + 1


@program(args=lambda: (draw(3),), level=3)
def recursion_of_arrays_and_a_count(v):
    b, total, count = halved(v, 3)
    return np.sum(b * v) * total * count


def kept(a, n):
    """Its argument itself, in a tuple."""
    return (a, a[0]) if n == 0 else kept(a, n - 1)


@program(args=lambda: (draw(3),), level=3, note="what a recursion returns may be its argument")
def recursion_that_gives_its_argument_back(v):
    a = v * 2.0
    b, first = kept(a, 2)
    b[0] = v[1] * v[2]
    return np.sum(b * v) * first


class Tree:
    """A tree with a number at every node."""

    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def total(self, x):
        found = self.value * x
        if self.left is not None:
            found = found + self.left.total(x) * x
        if self.right is not None:
            found = found + self.right.total(x * x)
        return found


TREE = Tree(1.0, Tree(2.0, None, Tree(4.0)), Tree(3.0))


@program(args=lambda: (0.7,), level=3)
def tree_of_objects(x):
    return TREE.total(x) * TREE.left.value


class Chain:
    """A polynomial by a method that calls itself."""

    def __init__(self, c):
        self.c = c

    def at(self, x, k):
        return 0.0 if k == 3 else self.c + x * self.at(x, k + 1)


@program(args=lambda: (0.7, 1.3), level=3)
def recursive_method(x, c):
    return Chain(c).at(x, 0) * x


def scaled_by(factor):
    """A decorator with an argument."""

    def decorate(function):
        @functools.wraps(function)
        def inner(*args):
            return factor * function(*args)

        return inner

    return decorate


@program(args=lambda: (0.7,), level=3)
def decorated_nested_function(x):
    @scaled_by(x)
    @scaled_by(3.0)
    def cube(y, n=3):
        return y**n * x

    @functools.cache
    def square(y):
        return y * y

    return cube(x + 1.0) + square(x)
