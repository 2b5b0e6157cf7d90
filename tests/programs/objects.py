"""Objects of small classes: operators, iteration, properties, objects that a loop makes anew, helpers of functools."""

import functools
import itertools
import math
import operator
from dataclasses import dataclass

import numpy as np

from tests.programs.case import draw, program


class Vector:
    """A vector in the plane, as textbooks write it."""

    dimension = 2

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return self + (-other)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __getitem__(self, k):
        return (self.x, self.y)[k]

    def __len__(self):
        return self.dimension

    def __iter__(self):
        return iter((self.x, self.y))

    def __abs__(self):
        return math.sqrt(self @ self)

    def __call__(self, t):
        return self.x + self.y * t

    @property
    def norm(self):
        return abs(self)

    @staticmethod
    def unit(angle):
        return Vector(math.cos(angle), math.sin(angle))

    @classmethod
    def diagonal(cls, t):
        return cls(t, t)


@program(args=lambda: (0.7, 1.3), level=3)
def operators_of_a_class(x, y):
    a = Vector(x, y)
    b = 3.0 * Vector.unit(x) + a * 2.0 - Vector.diagonal(y)
    return a @ b + abs(b) * a[0] + len(a) + b(x) + b.norm


@program(args=lambda: (0.7, 1.3), level=3)
def looped_over_and_unpacked(x, y):
    a = Vector(x, x * y)
    total = 0.0
    for component in a:
        total = total + component * component
    first, second = a
    return total * first + second + sum(a) + max(component for component in a)


@program(args=lambda: (0.7, 1.3), level=3)
def object_made_anew_in_each_round(x, y):
    position, velocity = Vector(1.0, y), Vector(0.0, x)
    for _ in range(5):
        velocity = velocity - position * 0.1
        position = position + velocity * 0.1
    return position @ velocity


@program(args=lambda: (draw(4),), level=3)
def object_that_stays_the_best(v):
    best = Vector(v[0], 1.0)
    for a in v:
        if a > best.x:
            best = Vector(a, a * a)
    return best.x * best.y


@program(args=lambda: (0.7, 1.3), level=3, note="one object under two names from the second round on")
def objects_swapped(x, y):
    one, two = Vector(x, y), Vector(y, x * x)
    for _ in range(3):
        one, two = two, one + two
    return one.x * two.y - one.y


@program(args=lambda: (0.7, 1.3), level=3, note="the object that a loop makes anew is written, too")
def written_and_made_anew(x, y):
    point = Vector(x, y)
    for k in range(4):
        point = Vector(point.y, point.x * y)
        same = point
        same.x = point.x * x + k
    return point.x * point.y


@program(args=lambda: (0.7,), level=3)
def object_first_made_in_the_loop(x):
    total = 0.0
    for k in range(3):
        step = Vector(x, k * x)
        total = total + step @ step
    return total * step.y


class Moving:
    """An object that changes in place, and whose `+=` is its own."""

    def __init__(self, place):
        self.place = place
        self.steps = 0

    def __iadd__(self, step):
        self.place = self.place * step + step
        self.steps += 1
        return self


@program(args=lambda: (0.7,), level=3)
def augmented_by_its_class(x):
    point = Moving(x)
    same = point
    for k in range(3):
        point += x + k
    return same.place * same.steps


class Dual:
    """A number with a tangent: derivatives of derivatives, by hand."""

    def __init__(self, value, dot=0.0):
        self.value, self.dot = value, dot

    @staticmethod
    def lifted(other):
        return other if isinstance(other, Dual) else Dual(other)

    def __add__(self, other):
        other = Dual.lifted(other)
        return Dual(self.value + other.value, self.dot + other.dot)

    __radd__ = __add__

    def __mul__(self, other):
        other = self.lifted(other)
        return Dual(self.value * other.value, self.value * other.dot + self.dot * other.value)

    __rmul__ = __mul__

    def __sub__(self, other):
        return NotImplemented if isinstance(other, Tangent) else self + other * -1.0


class Tangent:
    """What only its own class can subtract from a Dual."""

    def __init__(self, dot):
        self.dot = dot

    def __rsub__(self, other):
        return Dual(other.value, other.dot - self.dot)


@program(args=lambda: (0.7,), level=3)
def dual_numbers(x):
    t = Dual(x, 1.0)
    found = 3.0 * t * t + t * 2.0 + 1.0
    return found.dot * found.value


@program(args=lambda: (0.7, 1.3), level=3)
def operator_left_to_the_other_class(x, y):
    found = Dual(x, y) - Tangent(x * y) - 2.0
    return found.dot * found.value


class Law:
    """A law of growth with a rate: called like a function."""

    def __init__(self, rate):
        self.rate = rate

    def __call__(self, x):
        return self.rate * x * (1.0 - x)


LAW = Law(1.7)


@program(args=lambda: (0.3,), level=3)
def callable_global(x):
    for _ in range(3):
        x = LAW(x)
    return x * LAW.rate


def doubled(function):
    """A decorator."""

    @functools.wraps(function)
    def inner(*args, **kwargs):
        return 2.0 * function(*args, **kwargs)

    return inner


@doubled
def power(x, n=2):
    return x**n


@functools.lru_cache(maxsize=None)
def remembered(x):
    return x * x + 1.0


@functools.lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


cube = functools.partial(power, n=3)


@program(args=lambda: (0.7,), level=3)
def helpers_of_functools(x):
    return power(x) + remembered(x) * x + cube(x) + fibonacci(7) * x


@program(args=lambda: (0.7,), level=3)
def functions_of_operator(x):
    items = [x, x * 2.0, 3.0]
    total = operator.add(x, functools.reduce(operator.mul, items))
    total = total + operator.itemgetter(1)(items) * operator.attrgetter("x")(Vector(x, 1.0))
    return total + operator.pow(x, 2) + operator.neg(x) + operator.truediv(x, 2.0)


@program(args=lambda: (0.7, 1.3), level=3)
def chosen_among(x, y):
    items = [x, y, x * y, 2.0]
    total = sum(a * b for a, b in itertools.combinations(items, 2))
    total = total + sum(a * b * b for a, b in itertools.permutations(items, 2))
    total = total + sum(itertools.starmap(operator.mul, [(x, 2.0), (y, x)]))
    total = total + sum(itertools.islice(items, 1, None, 2))
    return total * sum(k * x for k in filter(lambda k: k % 2, range(5)))


@program(args=lambda: (draw(3),), level=3)
def objects_of_arrays(v):
    state = Vector(v, v * v)
    for k in range(3):
        state = state + Vector(v * k, state.y * 0.5)
    return np.sum(state.x * state.y)


class Holder:
    """An object that holds another one."""

    def __init__(self, point, weight):
        self.point, self.weight = point, weight


@program(args=lambda: (0.7,), level=3)
def object_in_an_object_made_anew(x):
    holder = Holder(Vector(x, 1.0), 2.0)
    for _ in range(3):
        holder.point = holder.point + Vector(x, x)
        holder.weight = holder.weight * holder.point.x
    return holder.weight * holder.point.y


@program(args=lambda: (0.7,), level=3)
def objects_in_a_list_made_anew(x):
    points = [Vector(x, 1.0), Vector(2.0, x)]
    for _ in range(3):
        points[0] = points[0] + points[1]
        points[1].x = points[1].x * x
    return points[0].x * points[1].x


@program(args=lambda: (0.7, 1.3), level=3)
def swapped_and_written(x, y):
    one, two = Vector(x, y), Vector(2.0, x)
    for _ in range(3):
        one, two = two, one
        one.x = one.x * x
    return one.x * two.y + two.x


@program(args=lambda: (0.7,), level=3)
def object_until_it_is_large(x):
    point = Vector(x, 0.0)
    while point.x < 5.0:
        point = Vector(point.x * 1.7, point.y + point.x)
    return point.y


@program(args=lambda: (0.7,), level=3)
def objects_in_attempts(x):
    point = Vector(x, 1.0)
    for _ in range(4):
        try:
            point = Vector(math.log(point.x), point.y + 1.0)
        except ValueError:
            point = Vector(point.y, 2.0 * x)
    return point.x * point.y


@dataclass
class Box:
    x: float
    w: np.ndarray

    def scale(self, s):
        self.x *= s


def shifted(z, s):
    z[1:] += s
    return z * s


@program(args=lambda: (Box(0.3, draw(4)), draw(4, seed=1)), level=3)
def attribute_written_and_replaced(box, u):
    box.w -= u
    box.w = u * 2.0 + box.w
    return np.sum(box.w * u)


@program(args=lambda: (Box(0.3, draw(4)), 0.7), level=3)
def attribute_written_by_a_helper(box, a):
    z = shifted(box.w, a)
    box.scale(a)
    return np.sum(z * box.w) * box.x


@program(args=lambda: (Box(0.3, draw(4)), 0.7), level=3)
def object_handed_back(box, a):
    box.w[0] *= a
    return box


class Gauge:
    """Its level is set through a property, which rescales it and counts."""

    def __init__(self, level):
        self.stored = level
        self.asked = 0

    @property
    def level(self):
        self.asked += 1
        return self.stored * self.asked

    @level.setter
    def level(self, value):
        self.stored = value * 2.0

    @functools.cached_property
    def first(self):
        return self.stored * self.stored


@program(args=lambda: (0.7,), level=3, note="the setter of a property runs, as often as it is called")
def property_that_is_set(x):
    gauge = Gauge(x)
    total = gauge.level + gauge.level
    gauge.level = total * x
    gauge.level += x
    return gauge.level * gauge.asked


@program(args=lambda: (0.7,), level=3, note="what was computed first is kept")
def cached_property_stays(x):
    gauge = Gauge(x)
    total = gauge.first
    gauge.stored = x * 3.0
    return total * gauge.first + gauge.stored
