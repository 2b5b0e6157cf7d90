"""`try`: the path that is taken is the one that is differentiated, whatever the body has done before it failed."""

import contextlib
import math
import threading
import warnings

import numpy as np

from tests.programs.case import definite, draw, program

SIGNS = np.array([0.7, -1.2, 1.9, -0.4, 2.3])


@program(args=lambda: (1.7,), level=3)
def comes_to_its_end(x):
    try:
        y = math.log(x)
    except ValueError:
        y = x * x
    return y * x


@program(args=lambda: (-1.7,), level=3)
def fails(x):
    try:
        y = math.log(x)
    except ValueError:
        y = x * x
    return y * x


@program(args=lambda: (0.7,), level=3)
def returns_from_both(x):
    try:
        return math.acos(x + 0.5)
    except ValueError:
        return x * x * x


@program(args=lambda: (SIGNS.copy(),), level=3)
def taken_anew_in_each_round(v):
    total = 0.0
    for a in v:
        try:
            total += math.log(a)
        except ValueError:
            total += a * a
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def value_from_before(v):
    total, count = 1.0, 0
    for a in v:
        try:
            total = total * math.sqrt(a)
            count += 1
        except ValueError:
            pass
    return total * count


@program(
    args=lambda: (SIGNS.copy(),),
    level=3,
    note="what follows reads what the failed body had begun, not after it",
)
def continues_after_failure(v):
    total = 0.0
    for a in v:
        try:
            y = a * a
            z = math.log(a)
        except ValueError:
            continue
        total += y * z
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def breaks_after_failure(v):
    total = 1.0
    for k in range(5):
        try:
            root = math.sqrt(v[k])
        except ValueError:
            break
        total *= root + v[k + 1]
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def returns_after_failure(v):
    total = 1.0
    for a in v[::-1]:
        try:
            total = total * math.log(a)
        except ValueError:
            return total * a
        total = total + a
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def else_and_finally(v):
    total = 0.0
    for k, a in enumerate(v):
        try:
            y = float(a) / (k - 2)
            z = math.log(y)
        except ZeroDivisionError:
            z = a
        except ValueError:
            z = 3.0 * a
        else:
            z = z * y
        finally:
            total = total + a * a
        total = total + z
    return total


@program(args=lambda: (np.array([0.5, 0.0, -2.0, 1.5]), 1.5), wrt=(1,), level=3)
def several_errors_by_name(v, x):
    total = x
    for k in range(4):
        a = float(v[k])
        try:
            total = total + math.log(x / a)
        except (ZeroDivisionError, OverflowError) as error:
            message = str(error)
            total = total * x + len(message)
        except ValueError as error:
            assert error is not None
            total = total - a * x
    return total


def square_root(a, steps):
    if a <= 0.0:
        raise ValueError(f"{a} is not positive")
    x = a
    for _ in range(steps):
        if x > 2.2:
            raise ArithmeticError("too large")
        x = 0.5 * (x + a / x)
    return x


@program(args=lambda: (SIGNS.copy(),), level=3, note="a failed loop leaves nothing on the tape of the next")
def callee_fails_in_its_loop(v):
    total = 0.0
    for k in range(len(v)):
        try:
            x = square_root(v[k], 4)
        except ValueError:
            x = v[k] * v[k]
        except ArithmeticError:
            x = math.sin(v[k])
        total = total + x * v[k]
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def loop_fails_half_way(v):
    total = 1.0
    for k in range(3):
        try:
            product = 1.0
            for j in range(5):
                product = product * math.log(v[j] + k)
        except ValueError:
            product = v[k] * v[k + 1]
        total = total * (product + 2.0)
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def caught_further_out(v):
    total = 0.0
    for a in v:
        try:
            try:
                y = math.sqrt(a)
            except ZeroDivisionError:
                y = 100.0 * a
            total += y
        except ValueError:
            total += a * a
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def raised_again(v):
    total = 0.0
    for a in v:
        try:
            try:
                y = math.sqrt(a)
            except ValueError as error:
                if a < -1.0:
                    raise
                raise ArithmeticError("too small") from error
            total += y
        except ValueError:
            total += a * a
        except ArithmeticError:
            total += a * a * a
    return total


@program(args=lambda: (SIGNS.copy(),), level=3)
def array_written_last(v):
    out = np.zeros(5)
    for k in range(5):
        try:
            out[k] = math.log(v[k])
        except ValueError:
            out[k] = v[k] * v[k - 1]
    return out * v


@program(args=lambda: (SIGNS.copy(),), level=3)
def list_grows_by_either(v):
    roots = []
    for a in v:
        try:
            roots.append(math.sqrt(a))
        except ValueError:
            roots.append(a * a)
    return sum(roots) * roots[1]


@program(args=lambda: (SIGNS.copy(),), level=3)
def older_array_is_needed(v):
    a = v * 2.0
    b = a
    try:
        b = a.copy()
        b[0] = 5.0 * v[0]
        b[1] = math.log(v[1])
    except ValueError:
        b = a[::-1] * a[0]
    return b * a


@program(args=lambda: (SIGNS.copy(), 1.5), level=3)
def over_the_edge(v, x):
    total = 0.0
    for k in range(len(v)):
        try:
            slope = v[k + 1] - v[k]
        except IndexError:
            slope = x
        total = total + slope * slope * x
    return total


@program(args=lambda: (draw(3, 2),), level=3)
def row_that_is_not_there(m):
    total = 0.0
    for k in range(5):
        try:
            row = m[k]
        except IndexError:
            row = m[0] * 2.0
        total = total + np.sum(row * row)
    return total


@program(args=lambda: (0.7, {"rate": 1.3}), level=3)
def key_that_is_not_there(x, options):
    try:
        offset = options["offset"]
    except KeyError:
        offset = x * x
    try:
        rate = options["rate"]
    except KeyError:
        rate = 0.0
    return offset * rate


@program(args=lambda: (-definite(3) + 3.5 * np.eye(3),), level=3, tolerance=1e-6)
def jitter_until_definite(a):
    jitter = 1.0
    while True:
        try:
            lower = np.linalg.cholesky(a + jitter * np.eye(3))
            break
        except np.linalg.LinAlgError:
            jitter = jitter * 2.0
    return np.sum(lower * lower[0, 0])


def lengthened(v):
    """Change the argument, and fail for some."""
    v[0] = v[0] * 2.0
    if v[1] < 0.0:
        raise ValueError("negative")
    return v[0] * v[1]


@program(args=lambda: (SIGNS.copy(),), level=3)
def callee_writes_before_it_fails(v):
    a = v.copy()
    try:
        y = lengthened(a)
    except ValueError:
        y = v[2] * v[3]
    return y * v[0]


def factor(x):
    """A recursion that ends by an error."""
    if x > 3.0:
        raise OverflowError("too large")
    return x * factor(x * 2.0) if x < 2.0 else x


@program(args=lambda: (0.7, 0.9), level=3)
def around_a_recursion(x, y):
    try:
        z = factor(x)
    except OverflowError:
        z = x * y
    try:
        w = factor(y * 2.0 + 1.0)
    except OverflowError:
        w = x + y * y
    return z * w


def halved(x):
    try:
        return math.log(x - 1.0) * halved(x / 2.0)
    except ValueError:
        return x * x


@program(args=lambda: (5.3,), level=3)
def recursion_with_attempts(x):
    return halved(x) + x


@program(args=lambda: (SIGNS.copy(),), level=3)
def effects_at_the_end(v):
    seen = []
    total = 0.0
    for a in v:
        try:
            total += math.log(a)
        except ValueError:
            total -= a
        finally:
            seen.append(a * a)
    return total * sum(seen)


@program(args=lambda: (0.7,), level=3)
def fails_for_certain(x):
    try:
        y = [x, x * x][2]
    except (IndexError, KeyError):
        y = x * 3.0
    try:
        raise ValueError("always")
    except Exception:
        z = y * x
    return z


@program(args=lambda: (SIGNS.copy(),), level=3)
def suppressed(v):
    total = 0.0
    for a in v:
        with contextlib.suppress(ValueError, ZeroDivisionError):
            total += math.log(a)
    return total * v[0]


@program(args=lambda: (0.7,), level=3)
def asks_for_an_attribute(x):
    try:
        n = x.exponent
    except AttributeError:
        n = 3
    return x**n


@program(args=lambda: (SIGNS.copy(), 3), wrt=(0,), level=3)
def popped_until_empty(v, n):
    items = []
    for k in range(n):
        items.append(v[k] * v[k])
    total = 0.0
    while True:
        try:
            last = items.pop()
        except IndexError:
            break
        total = total * 0.5 + last
    return total


@program(args=lambda: (-0.7,), level=3, note="what `finally` assigns is there when an error passes through")
def finally_before_the_handler(x):
    y = x
    try:
        try:
            z = math.log(x)
        finally:
            y = 3.0
    except ValueError:
        y = 2.0
        z = x * x
    return y * z


@program(args=lambda: (SIGNS.copy(), 0.8), level=3, note="an attempt in a clause that ends by raising")
def attempt_before_raising_again(v, x):
    total = x
    for k in range(5):
        try:
            try:
                root = math.sqrt(v[k])
            except ValueError:
                if total > 0.2:
                    try:
                        part = total * math.log(v[k - 1])
                    except IndexError:
                        part = x
                    if part < 10.0:
                        raise
                root = v[k] * x
        except ValueError as error:
            assert str(error)
            root = v[k] * v[k] * x
        total = total * x + root
    return total


@program(args=lambda: (SIGNS.copy(), 0.8), level=3, note="whether it has returned is read after the loop")
def returns_from_attempts_in_a_loop(v, x):
    a = x
    for k in range(3):
        try:
            return v[k + 4] * x
        except IndexError:
            try:
                a = math.log(v[k + 1])
            except ValueError:
                if a > v[k]:
                    x = x * x
                else:
                    x = x * v[k]
                    if v[1] < 0.1:
                        continue
            return a + x
    return a * 2.0 * x


@program(args=lambda: (SIGNS.copy(), 0.8), level=3)
def returns_from_attempts_after_a_loop(v, x):
    for k in range(1, 4):
        try:
            return math.log(v[k] - 5.0) * x
        except ValueError:
            x = x * v[k]
    return x * x


@program(
    args=lambda: (SIGNS.copy(), 0.8), level=3, note="bound on one path, written where its old value is needed"
)
def array_of_one_path_written(v, x):
    for k in range(2):
        if v[k] > 0.5:
            w = v * x
    try:
        c = w[k + 4]
    except IndexError:
        if x > 0.9:
            w = w * w[1]
        else:
            w[k] = x * w[0] * w[k]
        c = w[k] * w[k + 1]
    return np.sum(w * v) * c


@program(args=lambda: (SIGNS.copy(),), level=3)
def counted_finally(v):
    total, count = 0.0, 0.0
    for a in v:
        try:
            total += math.log(a)
        except ValueError:
            total -= a
        finally:
            count += a * a
    return total * count


class Scaled:
    """A context manager that changes itself at its beginning and its end."""

    def __init__(self, k):
        self.k, self.before = k, k

    def __enter__(self):
        self.k = self.k * 2.0
        return self

    def __exit__(self, *error):
        self.k = self.before * 3.0


@program(args=lambda: (SIGNS.copy(),), level=3, note="left by continue, by break and at its end")
def context_manager_of_a_class(v):
    scale, total = Scaled(v[0]), 0.0
    for a in v:
        with scale as inside:
            if a < -0.5:
                continue
            total += inside.k * a
            if total > 6.0:
                break
        total *= scale.k
    return total * scale.k


@program(args=lambda: (SIGNS.copy(),), level=3)
def return_from_a_context(v):
    with np.errstate(all="ignore"), Scaled(v[0]) as scale, contextlib.nullcontext(3.0) as k:
        return scale.k * v[1] * k


LOCK = threading.Lock()


@program(args=lambda: (SIGNS.copy(),), level=3, note="held in the forward sweep, and let go")
def under_a_lock(v):
    with LOCK:
        y = v * v
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = y * v[0]
    assert not LOCK.locked()
    return y
