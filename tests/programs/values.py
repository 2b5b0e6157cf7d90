"""Values that are no float64: ints, bools, strings, None, float32, complex, draws; builtins; global, nonlocal."""

import cmath
import math

import numpy as np

from tests.programs.case import draw, positive, program

CALLS = 0
SCALE = 2.0


@program(args=lambda: (0.7, 3), wrt=(0,))
def ints_stay_ints(x, n):
    k = n * 2 + 1
    half = k // 2
    rest = k % 4
    shifted = (1 << n) - 1
    return x**half * rest + shifted * x / k


@program(args=lambda: (draw(6), 4), wrt=(0,))
def ints_as_indices(x, n):
    i = n // 2
    j = -i + 1
    return x[i] * x[j] + x[i - 1 : n] @ x[: n - i + 1]


@program(args=lambda: (3, 2.5), wrt=(1,))
def int_argument_in_float_arithmetic(k, x):
    y = k
    y = y * x
    k = k + x
    return y * k


@program(args=lambda: (0.7, True, False), wrt=(0,))
def bools(x, on, off):
    y = x * on + x * x * (not off)
    if on and not off:
        y = y * 2.0
    flag = x > 0.5
    return y * flag + (x > 5.0) * y


@program(args=lambda: (draw(4), "relu", "none"), wrt=(0,))
def strings(x, activation, last):
    table = {"relu": 2.0, "none": 1.0}
    y = np.maximum(x, 0.0) if activation == "relu" else x
    if last.startswith("no") and activation in ("relu", "tanh"):
        y = y * x
    return y * table[activation] * len(last)


@program(args=lambda: (draw(4),))
def none_default(x, weights=None, axis=None):
    if weights is None:
        weights = np.ones(4)
    return np.sum(x * x * weights, axis=axis)


@program(args=lambda: (draw(4).astype(np.float32), np.float32(0.7)), tolerance=2e-5)
def single_precision(x, s):
    return np.sum(np.sin(x) * s) + s * s


@program(args=lambda: (draw(4).astype(np.float32), draw(4, seed=1)), tolerance=2e-5)
def mixed_precision(x, y):
    return x * y + np.sum(x * x)


@program(args=lambda: (draw(4).astype(np.float32),), level=3, tolerance=2e-5)
def single_precision_in_place(x):
    y = x * np.float32(2.0)
    y[1:] *= y[:-1]
    y += 0.5
    return y


@program(args=lambda: (draw(4),), tolerance=1e-5, note="double precision handed through single", level=3)
def cast_to_wider(x):
    y = x.astype(np.float64)
    return y * np.asarray(x, dtype=float)


@program(args=lambda: (0.5 + 0.3j, 1.2 - 0.4j), level=3)
def complex_scalars(z, w):
    return z * w + z / w - z**2 + w.conjugate() * 2.0


@program(args=lambda: (0.7, 1.1), level=3)
def complex_inside(x, y):
    z = complex(x, y)
    w = z * z + 1j * x
    return w.real * w.imag + abs(z)


@program(args=lambda: (0.7, 1.1), level=3)
def complex_library(x, y):
    z = cmath.exp(x + 1j * y)
    w = cmath.sqrt(z) * cmath.sin(z)
    return w.real + w.imag * x


@program(args=lambda: (draw(4) + 1j * draw(4, seed=1), draw(4, seed=2)), level=3)
def complex_arrays(z, x):
    w = z * x + np.conj(z) * 1j
    return np.sum(np.abs(w) ** 2) + np.sum(np.real(w * z)) + np.imag(np.sum(z))


@program(args=lambda: (draw(4), 0.7), level=3)
def fourier_inside(x, s):
    spectrum = np.fft.fft(x) * np.exp(-s * np.arange(4) ** 2)
    return np.real(np.fft.ifft(spectrum))


@program(args=lambda: (0.3, 4), wrt=(0,), level=3)
def complex_loop(c, n):
    z = 0j
    for _ in range(n):
        z = z * z + complex(c, 0.2)
    return abs(z)


@program(args=lambda: (draw(4),), level=3)
def complex_array_written(x):
    z = np.zeros(4, dtype=complex)
    z[:2] = x[:2] + 1j * x[2:]
    z[2] = z[0] * z[1]
    z[3] = x[3]
    z *= 1j
    return z


@program(args=lambda: (draw(4),), level=3, note="draws are constants, the same at every call")
def random_draws(x):
    rng = np.random.default_rng(7)
    noise = rng.normal(size=4)
    y = x * noise
    for _ in range(3):
        y = np.tanh(y + rng.uniform()) * x
    return y


@program(args=lambda: (draw(4), 0.4), level=3)
def random_choice(x, s):
    rng = np.random.default_rng(3)
    order = rng.permutation(4)
    total = s
    for i in order:
        if rng.random() < 0.7:
            total = total * x[i] + s
    return total


@program(args=lambda: (draw(2), positive(2)), level=3)
def reparametrised_draw(mean, deviation):
    rng = np.random.default_rng(11)
    sample = mean + deviation * rng.standard_normal((5, 2))
    return np.mean(np.sum(sample**2, axis=1))


@program(args=lambda: (0.7, 1.3))
def conversions(x, y):
    a = float(x) * float(np.sum(np.array([y, y])))
    n = int(y)
    return a * n + bool(x) * x


@program(args=lambda: (0.7, 2.6))
def rounding_is_piecewise_constant(x, y):
    return x * round(y) + x * int(y) + math.floor(y) * x * x + math.ceil(x) * y + np.floor(y) * x


@program(args=lambda: (-0.7, 1.3))
def builtin_functions(x, y):
    return abs(x) * max(x, y, 0.3) + min(x, y) * pow(y, 3) + pow(abs(x), y) + sum([x, y, x * y])


@program(args=lambda: ([0.7, -1.3, 0.4],), level=3)
def builtins_of_sequences(items):
    low, high = min(items), max(items)
    top = sorted(items)[-2]
    return low * high + top * sum(items) + len(items)


@program(args=lambda: (7.3, 2.1))
def divmod_of_floats(x, y):
    quotient, rest = divmod(x, y)
    return quotient * x + rest * y + x % y + x // y


@program(args=lambda: (0.7, 1.3))
def maximum_by_key(x, y):
    chosen = max([x, y], key=abs)
    return chosen * x


@program(args=lambda: (0.7,), level=3, note="counts its calls in a global")
def writes_a_global(x):
    global CALLS
    CALLS = CALLS + 1
    return x * x * SCALE


@program(args=lambda: (0.7,), level=3)
def nonlocal_accumulator(x):
    total = 0.0

    def add(v):
        nonlocal total
        total += v * x

    for i in range(3):
        add(x + i)
        add(total)
    return total


@program(args=lambda: (0.7,), level=3)
def nonlocal_counter(x):
    n = 0

    def count(v):
        nonlocal n
        n += 1
        return v * n

    return count(x) * count(x * x) + n


@program(args=lambda: (0.7,), level=3)
def f_strings_and_prints_nothing(x):
    label = f"x = {x:.2f}"
    parts = label.split()
    return x * len(parts) + x**2


@program(args=lambda: (0.7, 1.3), level=3)
def deleted_names(x, y):
    z = x * y
    w = z * z
    del z
    z = w + x
    return z * y


@program(args=lambda: (draw(4),), level=3)
def with_block(x):
    with np.errstate(divide="ignore"):
        y = np.log(np.abs(x)) * x
    return y


@program(args=lambda: (0.7,), level=3)
def is_instance(x):
    if isinstance(x, (list, tuple)):
        return x[0]
    if isinstance(x, float) and np.ndim(x) == 0:
        return x * x
    return 0.0 * x


@program(args=lambda: (draw(3, 2),), level=3)
def shapes_decide(a):
    n, m = a.shape
    if a.ndim == 2 and n > m:
        a = a.T @ a
    return a * len(a) + a.size / n


@program(args=lambda: (draw(4),))
def arguments_of_extrema(x):
    best = np.argmax(x)
    order = np.argsort(x)
    return x[best] * x[order[0]] + x[order] @ np.arange(4.0)


@program(args=lambda: (0.7,), note="the derivative is zero, and must come out as such")
def no_dependence(x):
    return 3.0 * 2


@program(args=lambda: (0.7, draw(3)))
def dependence_through_shape_only(x, a):
    return x * np.zeros_like(a) + np.ones(len(a)) + np.sign(x)


@program(args=lambda: (np.array(0.7),))
def zero_dimensional_argument(x):
    return np.sin(x) * x


@program(args=lambda: (np.zeros((0, 3)), 0.7))
def empty_array(a, x):
    return np.sum(a * x) + x * x


@program(args=lambda: (np.asfortranarray(draw(3, 4)), draw(8)[::2]))
def unusual_memory_layouts(a, x):
    return np.sum(np.sin(a @ x)) + a[:, ::-1] * x


@program(args=lambda: (0.7,))
def large_and_tiny_constants(x):
    return 1e300 * (x * 1e-300) + 1e-5 * x - 2.5e3 * x**2 + 0.1


@program(args=lambda: (0.7,), note="infinities that no derivative should touch")
def infinity_as_start(x):
    best = float("inf")
    worst = -math.inf
    for k in range(4):
        v = x * k - k * k * 0.3
        best = min(best, v)
        worst = max(worst, v)
    return best * worst


@program(args=lambda: (draw(4),), note="a branch of where that is not finite")
def where_guards(x):
    safe = np.where(x > 0, x, 1.0)
    return np.where(x > 0, np.log(safe), x * 2.0)


@program(args=lambda: (draw(3, 4), 4), wrt=(0,), note="means and spreads over nothing give nothing")
def statistics_of_no_columns(a, start):
    none = a[:, start:]
    total = np.sum(np.mean(none, axis=0)) + np.sum(np.var(none, axis=0)) + np.sum(np.std(none, axis=0))
    return total + np.sum(np.mean(a, axis=0) * np.var(a, axis=0))


@program(args=lambda: (draw(4), 2), wrt=(0,), note="a whole number beside what varies")
def choice_of_a_whole_number(x, k):
    chosen = np.where(x > 0.0, x * x, k)
    return np.sum(chosen * np.clip(x, None, None))


@program(args=lambda: (draw(40),), note="sum adds one after the other, not in pairs")
def sum_of_an_array(x):
    return sum(x) * sum(x * x, 0.5)


@program(
    args=lambda: ([0.1, 0.2, 0.3, 0.7, -1.1, 1e-9],),
    level=3,
    note="Python's sum of floats is more exact than +",
)
def sum_of_floats(xs):
    squares = [v * v for v in xs]
    return sum(xs) * sum(squares, xs[0]) + sum((xs[1], 2, xs[2]))


@program(args=lambda: (draw(30),), level=3)
def sum_of_a_generator_of_floats(x):
    return sum(math.sin(v) for v in x) + sum(float(v) * v for v in x)


@program(args=lambda: (0.3, 0.1, draw(3)), level=3, note="numbers first, and arrays after them")
def sum_of_numbers_and_arrays(x, y, a):
    return sum([x, y, x * y, 0.7, a, x, a * y])
