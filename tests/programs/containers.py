"""Tuples, dicts, named tuples, dataclasses: built, unpacked, nested, as parameters and as results."""

import math
import random
from collections import deque, namedtuple
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from tests.programs.case import draw, program

Point = namedtuple("Point", "x y")


class State(NamedTuple):
    position: np.ndarray
    speed: float
    steps: int = 3


@dataclass
class Model:
    weights: np.ndarray
    bias: float
    name: str = "model"


@dataclass(frozen=True)
class Pair:
    left: float
    right: float

    @property
    def product(self):
        return self.left * self.right


@dataclass
class Network:
    layers: list
    rate: float = 0.1
    history: list = field(default_factory=list)


@program(args=lambda: (0.7, 1.3))
def tuple_built_and_read(x, y):
    t = (x * y, x + y, 2.0)
    return t[0] * t[1] + t[-1] * t[2]


@program(args=lambda: (0.7, 1.3))
def tuple_unpacked(x, y):
    a, (b, c) = x * y, (x, y * 2.0)
    return a * b + c


@program(args=lambda: (0.7, 1.3, 0.2), level=3)
def star_unpacked(x, y, z):
    first, *rest = (x, y, z, x * y)
    *most, last = rest
    return first * rest[1] + last * most[0] + len(rest)


@program(args=lambda: (0.7, 1.3), level=3)
def tuples_joined(x, y):
    t = (x,) + (y, x * y)
    t = t + t[1:]
    u = t * 2
    return u[0] * u[3] + u[-1] * t[2] + len(u)


@program(args=lambda: ((0.7, 1.3),), level=3)
def tuple_parameter(pair):
    x, y = pair
    return x * pair[1] + y


@program(args=lambda: ((0.7, (1.3, draw(3))), 0.5), level=3)
def nested_tuple_parameter(tree, s):
    a, (b, c) = tree
    return a * b * c * s


@program(args=lambda: (0.7, draw(3)), level=3)
def nested_result(x, a):
    return x * x, [a * x, (np.sum(a), x)], {"mean": np.mean(a), "size": 3}


@program(args=lambda: (0.7, draw(3)), level=3, note="one value twice in the result")
def shared_result(x, a):
    b = a * x
    return b, b, (b, x)


@program(args=lambda: (0.7, draw(3)), note="arguments handed back as they are")
def arguments_as_result(x, a):
    return a, x, x


@program(args=lambda: (0.7, 1.3), level=3)
def tuple_carried_by_loop(x, y):
    state = (x, y)
    for _ in range(4):
        a, b = state
        state = (b * 0.9, a + math.sin(b))
    return state[0] * state[1]


@program(args=lambda: (0.7, 1.3), level=3)
def tuple_by_branch(x, y):
    pair = (x, x * y) if x < y else (y, x)
    if x > 0.5:
        pair = pair[1], pair[0]
    return pair[0] * 2.0 + pair[1] ** 2


@program(args=lambda: (0.7, 1.3), level=3)
def dict_built_and_read(x, y):
    d = {"a": x, "b": y * x}
    d["c"] = d["a"] * d["b"]
    d["a"] = d["c"] + 1.0
    return d["a"] * d["c"] + len(d)


@program(args=lambda: (0.7, 1.3), level=3)
def dict_updated(x, y):
    d = dict(a=x, b=y)
    d["a"] += y
    d["b"] *= d["a"]
    d.update(c=x * y, a=d["b"])
    total = d.pop("c")
    return total * d["a"] + d.get("b") + d.get("missing", 1.0) * x


@program(args=lambda: ({"w": draw(3), "b": 0.7}, draw(3, seed=1)), level=3)
def dict_parameter(params, x):
    return np.tanh(params["w"] @ x + params["b"]) * params["b"]


@program(args=lambda: ({"w": draw(3), "n": 2, "mode": "fast", "extra": {"c": 0.4}},), level=3)
def nested_dict_parameter(params):
    scale = params["n"] if params["mode"] == "fast" else 1
    return params["w"] * params["extra"]["c"] * scale


@program(args=lambda: ({"w": draw(3), "b": 0.7},), level=3)
def dict_result(params):
    return {name: value * 2.0 for name, value in params.items()}


@program(args=lambda: (0.7,), level=3)
def dict_comprehension(x):
    powers = {n: x**n for n in range(1, 4)}
    return sum(powers.values()) * powers[2] + sum(k * v for k, v in powers.items())


@program(args=lambda: (0.7,), level=3)
def dict_grown_in_loop(x):
    memo = {0: 1.0, 1: x}
    for n in range(2, 6):
        memo[n] = memo[n - 1] * x + memo[n - 2]
    return memo[5]


@program(
    args=lambda: ({"a": 0.7, "b": 1.3},), level=3, note="the caller's dict is read, then a merged one is used"
)
def dict_merged(d):
    merged = {**d, "c": d["a"] * 2.0}
    merged["a"] = merged["b"] * merged["c"]
    return merged["a"] * d["a"]


@program(args=lambda: (0.7, 1.3), level=3)
def named_tuple(x, y):
    p = Point(x * y, y)
    q = Point(y=p.x, x=p.y)
    return p.x * q.x + q[1] * p[1]


@program(args=lambda: (State(draw(3), 0.7),), level=3)
def named_tuple_parameter(state):
    for _ in range(state.steps):
        state = state._replace(position=np.sin(state.position * state.speed), speed=state.speed * 1.1)
    return state.position * state.speed


@program(args=lambda: (Point(0.7, 1.3),), level=3)
def named_tuple_result(p):
    x, y = p
    return Point(x * y, p.x + 2.0)


@program(args=lambda: (Model(draw(3), 0.7), draw(3, seed=1)), level=3)
def dataclass_parameter(model, x):
    return np.tanh(model.weights @ x + model.bias) * model.bias


@program(args=lambda: (Pair(0.7, 1.3), 0.4), level=3)
def frozen_dataclass(pair, s):
    scaled = Pair(pair.left * s, pair.right)
    changed = replace(scaled, right=scaled.product)
    return changed.product * pair.right


@program(args=lambda: (Pair(0.7, 1.3),), level=3)
def dataclass_result(pair):
    return Pair(pair.product, pair.left * 2.0)


@program(args=lambda: (Model(draw(3), 0.7),), level=3, note="the caller's object is written")
def dataclass_written(model):
    model.weights = model.weights * 2.0
    model.bias += np.sum(model.weights)
    return model.weights * model.bias


@program(args=lambda: (0.7,), level=3)
def dataclass_with_list(x):
    net = Network(layers=[x, x * x])
    for layer in net.layers:
        net.history.append(layer * net.rate)
        net.rate = net.rate * x
    return net.history[0] + net.history[1] * net.rate


@program(args=lambda: (0.7,), level=3)
def objects_that_share(x):
    net = Network(layers=[x])
    same = net
    same.rate = x * x
    other = Network(layers=net.layers, rate=net.rate)
    other.layers.append(x * 3.0)
    return net.rate * net.layers[-1] + other.rate


@program(args=lambda: (draw(2, 3), draw(3, seed=1)), level=3)
def dict_of_arrays(a, x):
    layers = {"one": a, "two": a.T @ a}
    layers["two"] = layers["two"] + 1.0
    return np.sum(layers["one"] @ layers["two"] @ x)


@program(args=lambda: ([{"w": draw(2), "b": 0.3}, {"w": draw(2, seed=1), "b": 0.7}],), level=3)
def list_of_dicts_parameter(layers):
    y = np.ones(2)
    for layer in layers:
        y = np.tanh(layer["w"] * y + layer["b"])
    return y


@program(args=lambda: (0.7, 1.3), level=3)
def swapped_through_tuple_of_many(a, b):
    c, d = a * b, a - b
    a, b, c, d = d, c, b, a
    return a * c + b / d


@program(args=lambda: (0.7, 1.3), level=3)
def index_by_comparison(x, y):
    return (x * x, y * x)[x < y] * [x, y][int(x > y)]


@program(args=lambda: (0.7,), level=3)
def tuple_in_a_dict_made_anew(x):
    table = {"pair": (x, 1.0)}
    for _ in range(3):
        table["pair"] = (table["pair"][0] * x, table["pair"][1] + 1.0)
    return table["pair"][0] * table["pair"][1]


@program(args=lambda: (0.7,), level=3)
def tuple_in_a_list_made_anew(x):
    items = [(x, 1.0), 2.0]
    for _ in range(3):
        items[0] = (items[0][0] * x, items[0][1] + items[1])
    return items[0][0] * items[0][1]


@program(
    args=lambda: (draw(3), draw(3, seed=1)), level=3, note="two equal questions to an object that changes"
)
def set_asked_twice(x, y):
    seen = set()
    total = x[0] * len(seen)
    if 1 in seen:
        total = total + x[0] * y[0]
    seen.add(1)
    if 1 in seen:
        total = total + x[1] * y[1]
    return total * x[len(seen)]


@program(
    args=lambda: (draw(3), draw(3, seed=1)), level=3, note="how long the set was then, not how long it is now"
)
def set_grown_in_loop(x, y):
    seen = set()
    total = 0.0
    for i in range(3):
        total = total + x[i] * y[i] * len(seen)
        seen.add(i)
        total = total * total
    return total


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def queue_of_indices(x, y):
    queue = deque([0])
    total = 1.0
    while queue:
        i = queue.popleft()
        total = total * total + x[i] * y[i]
        if i < 2:
            queue.append(i + 1)
    return total


@program(
    args=lambda: (draw(3), draw(3, seed=1)), level=3, note="another order in each round, and one that stays"
)
def orders_shuffled(x, y):
    rng = np.random.default_rng(0)
    order, first = np.arange(3), np.arange(3)
    t = x * 1.0
    for _ in range(3):
        rng.shuffle(order)
        t = t * x[order] + y[first] * t
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def order_shuffled_by_python(x, y):
    rng = random.Random(0)
    order = np.arange(3)
    t = x * 1.0
    for _ in range(3):
        rng.shuffle(order)
        t = t * x[order] + y * t
    return t


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def list_shuffled(x, y):
    items = [x[0], x[1], x[2], x[3]]
    random.Random(3).shuffle(items)
    squares = [v * v for v in x]
    np.random.default_rng(1).shuffle(squares)
    return items[0] * y[0] + items[1] * y[1] + squares[0] * y[2] + squares[3] * items[3]


@program(
    args=lambda: (draw(4, 2), draw(2, seed=1)), level=3, note="rows are shuffled, and the caller sees it"
)
def argument_shuffled(m, y):
    np.random.default_rng(1).shuffle(m)
    return m[0] * y + m[1] * m[2]


@program(args=lambda: (draw(5), draw(5, seed=1)), level=3)
def descent_in_random_order(w, x):
    rng = np.random.default_rng(5)
    order = list(range(len(x)))
    for _ in range(2):
        rng.shuffle(order)
        for i in order:
            w = w - 0.1 * (w[i] * x[i] - 1.0) * x * w
    return w
