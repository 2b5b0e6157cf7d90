"""Queues, heaps and stacks; lists that grow while they are looped over, that begin with zeros, that are copied."""

import copy
import heapq
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from tests.programs.case import draw, program


@dataclass
class Acc:
    total: float = 0
    items: list = field(default_factory=list)
    seen: dict = field(default_factory=dict)

    def add(self, v):
        self.total += v
        self.items.append(v)
        self.seen[len(self.items)] = v * self.total


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grown_from_one(x, y):
    queue = [x[0]]
    t = 0.0
    for v in queue:
        t = t + v * y[0]
        if len(queue) < 4:
            queue.append(v * x[1] + y[1])
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_unknown(x, y):
    queue = [v * 2.0 for v in x]
    t = 0.0
    for v in queue:
        t = t * y[0] + v
        if len(queue) < 6:
            queue.append(v * x[1])
    else:
        t = t * 2.0
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def breadth_first(x, y):
    edges = {0: [1, 2], 1: [2], 2: []}
    order = [0]
    value = {0: x[0]}
    for u in order:
        for v in edges[u]:
            if v not in value:
                value[v] = value[u] * y[v] + x[v]
                order.append(v)
    return value[1] * value[2] * len(order)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_break(x, y):
    queue = [x[0]]
    t = 0.0
    for v in queue:
        if len(queue) > 5:
            break
        if v > 100.0:
            continue
        queue.append(v * y[0] + 1.0)
        t = t + v * v
    return t + queue[-1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_enumerate(x, y):
    queue = [x[0]]
    t = 0.0
    for k, v in enumerate(queue):
        if k < 3:
            queue.append(v * y[0])
        t = t + v * k
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def shrinks(x, y):
    queue = [x[0], x[1], x[2]]
    t = 0.0
    for v in queue:
        t = t + v * y[0]
        if len(queue) > 2:
            queue.pop()
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_pairs(x, y):
    queue = [(0, x[0])]
    t = 0.0
    for k, v in queue:
        t = t + v * y[k]
        if k < 2:
            queue.append((k + 1, v * x[k + 1]))
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_arrays(x, y):
    queue = [x * 1.0]
    for v in queue:
        if len(queue) < 4:
            queue.append(v * y)
    return queue[-1] * queue[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def grows_return(x, y):
    queue = [x[0]]
    for v in queue:
        if len(queue) > 3:
            return v * y
        queue.append(v * y[0])
        queue.append(v * 2.0)
    return y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def nested_growth(x, y):
    t = 0.0
    for i in range(3):
        queue = [x[i]]
        for v in queue:
            if len(queue) < i + 1:
                queue.append(v * y[i])
            t = t * 0.5 + v
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def in_helper(x, y):
    def walk(todo):
        t = 0.0
        for v in todo:
            if len(todo) < 4:
                todo.append(v * 0.5 + y[0])
            t = t + v * v
        return t

    return walk([x[0]]) * walk([x[1], x[2]])


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def heap_known(x, y):
    h = [x[0], x[1], x[2], 0.5]
    heapq.heapify(h)
    return h[0] * y[0] + h[1] * y[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def heap_push(x, y):
    h = []
    for v in x:
        heapq.heappush(h, v)
    return heapq.heappop(h) * y[0] + h[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def heap_push_known(x, y):
    h = []
    heapq.heappush(h, x[0])
    heapq.heappush(h, x[1])
    return h[0] * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def heap_of_pairs(x, y):
    h = [(0, x[0])]
    total = 0.0
    while h:
        k, v = heapq.heappop(h)
        total = total + v * y[k]
        if k < 2:
            heapq.heappush(h, (k + 1, v * x[k]))
    return total


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def heap_ints(x, y):
    q = [2]
    t = 0.0
    heapq.heappush(q, 1)
    i = heapq.heappop(q)
    return x[i] * y[q[0]]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def acc_object(x, y):
    a = Acc()
    for i in range(3):
        a.add(x[i] * y[i])
    return a.total * a.items[1] + a.seen[2] * a.seen[3]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def acc_two(x, y):
    a, b = Acc(), Acc()
    for i in range(3):
        (a if i % 2 == 0 else b).add(x[i] * y[i])
    return a.total * b.total


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def int_array_then_float(x, y):
    a = [0] * 3
    b = a
    for i in range(3):
        b[i] = x[i]
    return a[0] * a[1] * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def none_list(x, y):
    a = [None] * 3
    for i in range(3):
        a[i] = x[i] * y[i]
    return a[0] * a[1] + a[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def none_list_n(x, n):
    a = [None] * n
    for i in range(n):
        a[i] = x[i] * x[0]
    return a[0] * a[1] + a[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def none_list_arrays(x, n):
    a = [None] * n
    for i in range(n):
        a[i] = x * x[i]
    return a[0] * a[1] + a[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zero_list_arrays(x, n):
    a = [0] * n
    for i in range(n):
        a[i] = x * x[i]
    return a[0] * a[1] + a[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def false_list(x, n):
    a = [False] * n
    for i in range(n):
        a[i] = x[i] > -5.0
    t = 0.0
    for i in range(n):
        if a[i]:
            t = t + x[i] ** 2
    return t


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def dp_table(x, n):
    dp = [[0] * (n + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            dp[i][j] = max(dp[i - 1][j], dp[i][j - 1]) + x[i - 1] * x[j - 1]
    return dp[n][n]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def prefix_sums(x, n):
    p = [0]
    for i in range(n):
        p.append(p[-1] + x[i])
    return (p[3] - p[1]) * p[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zeros_list_aug(x, n):
    p = [0] * n
    for i in range(n):
        for j in range(n):
            p[(i + j) % n] += x[i] * x[j] * (i + 1)
    return p[0] * p[1] + p[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def nested_helper(x, y):
    def put(items, k, v):
        items[k] = v
        return items

    a = [0, 0, 0]
    for i in range(3):
        a = put(a, i, x[i] * y[i])
    return a[0] * a[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def list_alias_in_tuple(x, y):
    a = [0, 0]
    pair = (a, y)
    for i in range(2):
        pair[0][i] = x[i]
    return a[0] * a[1] * pair[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def list_in_dict(x, y):
    d = {"a": [0, 0], "b": y}
    for i in range(2):
        d["a"][i] = x[i]
    return d["a"][0] * d["a"][1] * d["b"]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def deepcopied(x, y):
    a = [x * 1.0, y * 1.0]
    b = copy.deepcopy(a)
    a[0][0] = 5.0
    return b[0] * a[0] + b[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def shallow(x, y):
    a = [x * 1.0, y * 1.0]
    b = copy.copy(a)
    a[0][0] = 5.0
    a[1] = x
    return b[0] * a[0] + b[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def deepcopied_array(x, y):
    a = x * 1.0
    b = copy.deepcopy(a)
    a[0] = 5.0
    return b * a * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def copied_array(x, y):
    a = x * 1.0
    b = copy.copy(a)
    a[0] = 5.0
    return b * a * y


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def deepcopied_unknown(x, n):
    a = [x * k for k in range(n)]
    b = copy.deepcopy(a)
    b[1][0] = 5.0
    return b[1] * a[1] + a[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def shallow_unknown(x, n):
    a = [v * 2.0 for v in x]
    b = copy.copy(a)
    b[1] = 5.0
    return b[1] * a[1] + a[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def branch_lists(x, y):
    a = [0, 1, 2]
    if y[0] > -5:
        a[1] = x[1]
    k = len(a) - 2
    a[k] = a[k] * y[1]
    return a[1] * a[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def branch_int_float(x, y):
    d = {}
    for i in range(4):
        if i < 2:
            d[i] = 1
        else:
            d[i] = x[i - 2] * d[i - 2]
    return d[2] * d[3] * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def append_int_then_float(x, y):
    a = []
    for i in range(2):
        a.append(1)
    for i in range(2):
        a.append(x[i])
    return a[2] * a[3] * y[0] + a[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def append_array_to_numbers(x, y):
    a = []
    for i in range(2):
        a.append(1.0)
    for i in range(2):
        a.append(x * i)
    return a[3] * y[0] + a[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def tuples_in_list_replaced(x, y):
    a = []
    for i in range(3):
        a.append((0, 0))
    for i in range(3):
        a[i] = (x[i], y[i])
    return a[1][0] * a[2][1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def mixed_tuples(x, y):
    a = []
    for i in range(3):
        a.append((i, x[i]))
    a.sort(key=lambda t: t[0])
    return a[1][1] * y[0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def records_in_list(x, y):
    a = []
    for i in range(3):
        a.append({"pos": 0, "v": y[i]})
    for i in range(3):
        a[i]["pos"] = x[i] * a[i]["v"]
    return a[1]["pos"] * a[2]["pos"]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def extend_ints(x, y):
    a = [0]
    a.extend([0, 0])
    for i in range(3):
        a[i] = x[i]
    return a[1] * a[2]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def while_pop(x, y):
    todo = [0, 1, 2]
    t = 0.0
    while todo:
        k = todo.pop()
        t = t * y[k] + x[k]
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def while_pop_push(x, y):
    todo = [(0, x[0])]
    t = 0.0
    while todo:
        k, v = todo.pop()
        t = t + v * y[k]
        if k < 2:
            todo.append((k + 1, v * x[k + 1]))
            todo.append((2, v * 0.5))
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def list_of_lists_of_int(x, y):
    g = [[0, 0], [0, 0]]
    for i in range(2):
        for j in range(2):
            g[i][j] = x[i] * y[j]
    return g[0][1] * g[1][0]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def np_from_int_list(x, y):
    a = [0, 0, 0]
    for i in range(3):
        a[i] = x[i] * y[i]
    return np.array(a) @ y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def int_np_array(x, y):
    a = [0, 0, 0]
    i = 0
    while i < 3:
        a[i] = x[i] * y[i]
        i += 1
    return sum(a) * max(a)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def struct_in_loop_int(x, y):
    best = {"value": 0, "k": 0}
    for i in range(3):
        v = x[i] * y[i] + 2.0
        if v > best["value"]:
            best = {"value": v, "k": i}
    return best["value"] * x[best["k"]]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def tuple_state_int(x, y):
    state = (0, 0)
    for i in range(3):
        state = (state[0] + x[i], state[1] + state[0] * y[i])
    return state[0] * state[1]


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def set_and_dict(x, y):
    seen, d = set(), {}
    for k in (1, 0, 1, 2):
        if k in seen:
            d[k] = d[k] * y[k]
        else:
            seen.add(k)
            d[k] = x[k]
    return d[0] * d[1] * len(seen)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def queue_of_pairs(x, y):
    q = deque()
    q.append((0, 1.0))
    t = 0.0
    while len(q) > 0:
        k, w = q.popleft()
        t = t + x[k] * y[k] * w
        if k < 2:
            q.append((k + 1, w * 0.5))
    return t


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def opaque_list_kept(x, y):
    s = {3, 1}
    s.discard(3)
    t = x[0] * len(s)
    s.add(5)
    for i in range(2):
        t = t * len(s) + y[i]
        s.add(i)
    return t
