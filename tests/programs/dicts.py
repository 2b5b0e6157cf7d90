"""Dicts whose keys are computed: counters, memos, groups; looped over, copied, held by others."""

from collections import defaultdict

import numpy as np

from tests.programs.case import draw, program


class Cache:
    def __init__(self, x):
        self.x = x
        self.store = {}

    def value(self, k):
        if k not in self.store:
            self.store[k] = self.x[k] ** 2
        return self.store[k]


def memoised(n, x, memo):
    if n in memo:
        return memo[n]
    r = x if n < 2 else memoised(n - 1, x, memo) * x + memoised(n - 2, x, memo)
    memo[n] = r
    return r


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def counter_get(x, y):
    d = {}
    for i in range(6):
        k = i % 3
        d[k] = d.get(k, 0.0) + x[k] * y[i // 2]
    return d[0] * d[1] + d[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def counter_get_int(x, y):
    d = {}
    for i in range(6):
        k = i % 3
        d[k] = d.get(k, 0) + x[k] * y[i // 2]
    total = 0.0
    for k, v in d.items():
        total = total + v * v * (k + 1)
    return total


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def counter_strings(x, y):
    d = {}
    for i, w in enumerate("abab"):
        d[w] = d.get(w, 0.0) + x[i % 3]
    return d["a"] * d["b"] * y


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def memo_of_a_recurrence(x, n):
    memo = {0: x[0], 1: x[1]}
    for i in range(2, n + 3):
        memo[i] = memo[i - 1] * x[2] + memo[i - 2] * memo[i - 1]
    return memo[n + 2]


@program(args=lambda: (draw(3), draw(4, seed=1)), level=3)
def time_warping_by_pairs(x, y):
    memo = {}
    for i in range(3):
        for j in range(4):
            cost = (x[i] - y[j]) ** 2
            if i == 0 and j == 0:
                memo[i, j] = cost
            elif i == 0:
                memo[i, j] = cost + memo[i, j - 1]
            elif j == 0:
                memo[i, j] = cost + memo[i - 1, j]
            else:
                memo[i, j] = cost + min(memo[i - 1, j], memo[i, j - 1], memo[i - 1, j - 1])
    return memo[2, 3]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def arrays_by_key(x, y):
    d = {}
    for i in range(4):
        k = i % 2
        if k not in d:
            d[k] = x * (i + 1.0)
        else:
            d[k] = d[k] * y + x
    return d[0] * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def array_items_written(x, y):
    d = {}
    for i in range(4):
        d[i] = x * (i + 1.0)
    for i in range(3):
        d[i][0] = y[i]
        d[i + 1] += d[i] * y
    return d[3] * d[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def computed_in_comprehension(x, y):
    d = {i: x[i] * y[i] for i in range(len(x))}
    return sum(d.values()) * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def zipped_in_comprehension(x, y):
    names = ["a", "b", "c"]
    d = {k: v for k, v in zip(names, x)}
    return d["a"] * d["b"] + d["c"] * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def filtered_in_comprehension(x, y):
    d = {i: v for i, v in enumerate(x) if v > -10.0}
    t = 0.0
    for k in d:
        t = t + d[k] * y[k]
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def popped_by_key(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    a = d.pop(1)
    b = d.pop(7, y[0])
    return a * b + d[0] * d[2] * len(d)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def deleted_by_key(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
        if i > 0:
            del d[i - 1]
        d[i] = d[i] * x[0]
    return sum(d.values())


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def set_where_missing(x, y):
    d = {}
    t = 0.0
    for i in range(5):
        v = d.setdefault(i % 2, x[i % 3])
        t = t + v * y[i % 3]
        d[i % 2] = d[i % 2] * t
    return t * d[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def lists_by_key(x, y):
    d = {}
    for i in range(4):
        k = i % 2
        if k not in d:
            d[k] = []
        d[k].append(x[i % 3] * y[0])
    t = 0.0
    for k, items in d.items():
        t = t + sum(items) * items[0] * (k + 1)
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def on_a_path(x, y):
    d = {"a": x[0]}
    if y[0] > -5:
        d["b"] = x[1]
    return d["a"] * d.get("b", y[1]) + len(d)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def known_then_computed(x, y):
    d = {0: x[0], 1: x[1], 2: x[2]}
    t = 0.0
    for i in range(3):
        t = t + d[i] * y[i]
        d[i] = t
    return d[0] * d[2]


@program(args=lambda: ({"a": 0.3, "b": 0.7}, draw(3)), level=3)
def caller_read(d, x):
    t = 0.0
    for k in ["a", "b", "a"]:
        t = t + d[k] * x[0] + t * t
    return t


@program(args=lambda: ({0: 0.3, 1: 0.7}, draw(3)), level=3)
def caller_read_computed(d, x):
    t = 0.0
    for i in range(4):
        t = t + d[i % 2] * x[0] + t * t
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def dict_result(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    return d


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def dict_copy(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    e = d.copy()
    f = dict(d)
    for i in range(2):
        e[i] = e[i] * d[i + 1]
        d[i] = f[i] * 2.0
    return sum(d.values()) * sum(e.values()) * sum(f.values())


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def sorted_keys(x, y):
    d = {}
    for i in (2, 0, 1):
        for j in range(2):
            d[i * 2 + j] = x[i] * y[j]
    t = 0.0
    for k in sorted(d):
        t = t * y[0] + d[k]
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def shortest_paths(x, y):
    edges = {0: [1, 2], 1: [2], 2: []}
    dist = {0: x[0]}
    for u in range(3):
        for v in edges[u]:
            new = dist[u] + x[v] * y[u]
            if v not in dist or new < dist[v]:
                dist[v] = new
    return dist[2] * dist[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def nested_dicts(x, y):
    d = {}
    for i in range(3):
        for j in range(2):
            d[i, j] = x[i] * y[j]
    t = 0.0
    for (i, j), v in d.items():
        t = t + v * v * (i + 2 * j)
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def items_augmented(x, y):
    d = {0: 0.0, 1: 0.0}
    for i in range(5):
        d[i % 2] += x[i % 3] * y[0]
        d[i % 2] *= 1.5
    return d[0] * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def float_keys(x, y):
    memo = {}
    t = 0.0
    for i in range(5):
        k = 0.5 * (i % 2)
        if k in memo:
            v = memo[k]
        else:
            v = x[i % 3] * y[i % 2]
            memo[k] = v
        t = t * v + v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def while_state(x, y):
    state = {"t": x[0], "n": 0}
    while state["n"] < 3:
        state["t"] = state["t"] * y[state["n"]]
        state["n"] += 1
        state["last"] = state["t"] * 2.0
    return state["t"] + state["last"]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def cached_helper(x, y):
    cache = {}

    def f(k):
        if k in cache:
            return cache[k]
        v = x[k] * y[k]
        cache[k] = v
        return v

    t = 0.0
    for i in range(6):
        t = t * 0.5 + f(i % 3) ** 2
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def same_array_two_keys(x, y):
    a = x * 2.0
    d = {}
    for i in range(2):
        d[i] = a
    a[0] = y[1]
    return d[0] * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def same_array_two_keys2(x, y):
    a = x * 2.0
    d = {}
    for i in range(2):
        d[i] = a
    d[0][0] = y[1]
    return d[1] * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def item_read_then_replaced(x, y):
    d = {}
    for i in range(2):
        d[i] = x * (i + 1.0)
    a = d[0]
    d[0] = y * 3.0
    a[0] = 7.0
    return a * d[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def values_view(x, y):
    d = {}
    for i in range(3):
        d[i] = x * (i + 1.0)
    for v in d.values():
        v *= y
    return d[0] * d[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def max_values(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * (i + 1.0)
    return max(d.values()) * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def early_return(x, y):
    d = {}
    for i in range(5):
        k = i % 3
        if k in d:
            return d[k] * x * len(d)
        d[k] = y[k] * x[0]
    return x


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def float_varying_keys(x, y):
    d = {}
    for i in range(3):
        d[x[i]] = y[i]
    t = 0.0
    for k, v in d.items():
        t = t + k * v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def made_in_each_round(x, y):
    t = 0.0
    for i in range(3):
        d = {}
        for j in range(4):
            d[j % 2] = d.get(j % 2, 0.0) + x[i] * y[j % 3]
        t = t * d[0] + d[1]
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def carried_between_rounds(x, y):
    front = {0: x[0]}
    for step in range(3):
        new = {}
        for k, v in front.items():
            new[k] = new.get(k, 0.0) + v * y[0]
            new[k + 1] = new.get(k + 1, 0.0) + v * x[1] * v
        front = new
    return sum(front.values()) * front[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def swap_dicts(x, y):
    a = {0: x[0], 1: x[1]}
    b = {0: y[0], 1: y[1]}
    for i in range(3):
        a[i % 2] = a[i % 2] * b[0] + 1.0
        a, b = b, a
    return a[0] * b[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def array_values_overwritten(x, y):
    d = {}
    for i in range(3):
        d[i] = x * (i + 1.0)
    for i in range(3):
        d[i] = np.sin(d[i]) * d[(i + 1) % 3]
        d[i][1] = y[i] * d[i][0]
    return d[0] + d[1] * d[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def appended_view(x, y):
    u = x * 1.0
    d = {}
    for i in range(3):
        u = u * y
        d[i] = u
    u = u * 2.0
    return d[0] * d[2] + u


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def appended_same_written(x, y):
    u = x * 1.0
    d = {}
    for i in range(3):
        u *= y
        d[i] = u
    return d[0] * d[2] + u


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def appended_copies(x, y):
    u = x * 1.0
    d = {}
    for i in range(3):
        u *= y
        d[i] = u.copy()
    return d[0] * d[2] + u


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def writes_argument(x, y):
    d = {}
    for i in range(2):
        d[i] = x
    d[0][0] = y[0]
    return x * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def writes_argument2(x, y):
    d = {0: x, 1: y}
    for i in range(2):
        d[i][0] = 3.0
    return x * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def writes_argument3(x, y):
    d = {}
    for k in range(1):
        d[k] = x
    for k in range(1):
        d[k] *= 2.0
    return d[0] * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def loop_break(x, y):
    d = {}
    for i in range(10):
        k = i % 4
        if k in d and d[k] > -5.0:
            break
        d[k] = x[i % 3] * y[0]
    return sum(d.values()) * len(d)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def while_dict(x, y):
    d = {0: x[0]}
    n = 0
    while n not in d or d[n] < 2.0:
        d[n + 1] = d[n] * y[0] + 0.9
        n += 1
        if n > 5:
            break
    return d[n] * d[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def try_key(x, y):
    d = {}
    t = 0.0
    for i in range(4):
        try:
            v = d[i % 2]
        except KeyError:
            v = x[i % 3]
            d[i % 2] = v * y[0]
        t = t * v + v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def object_with_cache(x, y):
    c = Cache(x)
    t = 0.0
    for i in range(5):
        t = t + c.value(i % 3) * y[i % 3] * t + c.value(0)
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def list_of_dicts(x, y):
    rows = []
    for i in range(3):
        rows.append({"a": x[i], "b": y[i]})
    t = 0.0
    for r in rows:
        t = t + r["a"] * r["b"] * t + r["a"]
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def dict_of_dicts(x, y):
    d = {}
    for i in range(3):
        d[i] = {}
        for j in range(2):
            d[i][j] = x[i] * y[j]
    return d[0][1] * d[2][0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def dict_of_tuples(x, y):
    d = {}
    for i in range(4):
        k = i % 2
        a, b = d.get(k, (0.0, 1.0))
        d[k] = (a + x[i % 3], b * y[0])
    return d[0][0] * d[1][1] + d[0][1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def merge_dicts(x, y):
    a = {}
    b = {}
    for i in range(3):
        a[i] = x[i]
        b[i + 1] = y[i]
    for k, v in b.items():
        a[k] = a.get(k, 0.0) + v * v
    return sum(a.values()) * a[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def update_dicts(x, y):
    a = {}
    for i in range(3):
        a[i] = x[i]
    a.update({1: y[0], 7: y[1]})
    return sum(a.values()) * a[7] * a[1]


@program(args=lambda: ({"w": draw(3), "b": 0.3}, draw(3)), level=3)
def sgd_dict(params, x):
    grads = {}
    for k in params:
        grads[k] = params[k] * np.sum(x)
    new = {}
    for k, v in params.items():
        new[k] = v - 0.1 * grads[k]
    return np.sum(new["w"] * x) + new["b"]


@program(args=lambda: ({"w": 0.4, "b": 0.3}, draw(3)), level=3)
def sgd_loop(params, x):
    p = dict(params)
    for step in range(3):
        for k in p:
            p[k] = p[k] - 0.1 * p[k] * x[step]
    return p["w"] * p["b"]


@program(args=lambda: ({"w": 0.4, "b": 0.3}, draw(3)), level=3)
def caller_dict_written(p, x):
    for step in range(3):
        for k in p:
            p[k] = p[k] - 0.1 * p[k] * x[step]
    return p["w"] * p["b"]


@program(args=lambda: ({0: 0.4, 1: 0.3}, draw(3)), level=3)
def caller_dict_written_computed(p, x):
    for step in range(3):
        p[step % 2] = p[step % 2] - 0.1 * p[step % 2] * x[step]
    return p[0] * p[1]


@program(args=lambda: ({0: 0.4, 1: 0.3}, draw(3)), level=3)
def caller_dict_grows(p, x):
    for step in range(3):
        p[step] = p.get(step, 0.5) * x[step]
    return p[0] * p[2]


@program(args=lambda: (0.7, 5), wrt=(0,), level=3)
def memo_recursion(x, n):
    return memoised(n, x, {})


@program(args=lambda: (0.7, 5), wrt=(0,), level=3)
def memo_recursion_const(x, n):
    return memoised(5, x, {})


@program(args=lambda: (0.7, 5), wrt=(0,), level=3)
def memo_closure(x, n):
    memo = {}

    def f(k):
        if k in memo:
            return memo[k]
        r = x if k < 2 else f(k - 1) * x + f(k - 2)
        memo[k] = r
        return r

    return f(n)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def default_dict(x, y):
    d = defaultdict(float)
    for i in range(5):
        d[i % 2] += x[i % 3] * y[0]
    return d[0] * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def default_dict_list(x, y):
    d = defaultdict(list)
    for i in range(5):
        d[i % 2].append(x[i % 3] * y[0])
    return sum(d[0]) * sum(d[1])


@program(args=lambda: (draw(3) + 1j * draw(3, seed=3), draw(3)), wrt=(1,), level=3)
def complex_values(z, y):
    d = {}
    for i in range(3):
        d[i] = z[i] * y[i]
    return abs(d[0] * d[1]) + d[2].real


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def int_then_array(x, y):
    d = {}
    for i in range(4):
        d[i % 2] = d.get(i % 2, 0) + x * y[i % 3]
    return d[0] * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def float_then_array(x, y):
    d = {0: 0.0, 1: 0.0}
    for i in range(4):
        d[i % 2] = d[i % 2] + x * y[i % 3]
    return d[0] * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def zero_trips(x, y):
    d = {}
    for i in range(0):
        d[i] = x[i]
    return y * len(d) + x * d.get(3, 2.0)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def walrus_get(x, y):
    d = {}
    t = 0.0
    for i in range(4):
        if (v := d.get(i % 2)) is not None:
            t = t + v * y[0]
        d[i % 2] = x[i % 3] * (1.0 + t)
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def get_none_else(x, y):
    d = {}
    t = 0.0
    for i in range(4):
        v = d.get(i % 2)
        if v is None:
            v = x[i % 3]
        d[i % 2] = v * y[0] + t
        t = t + v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def key_from_array(x, y):
    labels = np.array([0, 1, 0])
    sums, counts = {}, {}
    for i in range(3):
        c = labels[i]
        sums[c] = sums.get(c, 0.0) + x[i] * y[i]
        counts[c] = counts.get(c, 0) + 1
    t = 0.0
    for c in sums:
        t = t + (sums[c] / counts[c]) ** 2
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def key_from_strings(x, y):
    words = ["up", "down", "up"]
    d = {}
    for w, v in zip(words, x):
        d[w] = d.get(w, 1.0) * v
    return d["up"] + d["down"] * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def f_string_keys(x, y):
    d = {}
    for i in range(3):
        d[f"k{i}"] = x[i] * y[i]
    return d["k0"] * d["k2"]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def keys_list_kept(x, y):
    d = {}
    for i in range(3):
        d[i * 2] = x[i] * y[i]
    keys = list(d.keys())
    t = 0.0
    for k in reversed(keys):
        t = t * d[k] + d.pop(k)
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def enumerate_items(x, y):
    d = {}
    for i in range(3):
        d[i * 2] = x[i] * y[i]
    t = 0.0
    for n, (k, v) in enumerate(d.items()):
        t = t + n * v * k + t * v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def zip_values(x, y):
    d = {}
    for i in range(3):
        d[i * 2] = x[i] * y[i]
    return sum(a * b for a, b in zip(d.values(), y))


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def np_array_values(x, y):
    d = {}
    for i in range(3):
        d[i * 2] = x[i] * y[i]
    return np.array(list(d.values())) @ y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def max_by_value(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    best = max(d, key=d.get)
    return d[best] * x[best]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def sum_of_dict(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    return sum(d) * d[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def any_all(x, y):
    d = {}
    for i in range(3):
        d[i] = x[i] * y[i]
    if all(v < 5.0 for v in d.values()) and any(k == 1 for k in d):
        return d[1] * y
    return y
