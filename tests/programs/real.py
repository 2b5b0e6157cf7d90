"""Programs as people write them: linear algebra by hand, statistics, finance, learning."""

import math

import numpy as np

from tests.programs.case import definite, draw, positive, program


@program(args=lambda: (draw(6),))
def rosenbrock(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return total


@program(args=lambda: (draw(5), 0.7))
def horner(coefficients, x):
    y = 0.0
    for c in coefficients:
        y = y * x + c
    return y


@program(args=lambda: (draw(3, 5), draw(3, seed=1), np.array([0.0, 1.0, 1.0, 0.0, 1.0])), wrt=(0, 1))
def logistic_regression(x, w, labels):
    logits = w @ x
    p = 1.0 / (1.0 + np.exp(-logits))
    return -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)) + 0.1 * w @ w


@program(args=lambda: (draw(4, 3), np.array([0, 2, 1, 2])), wrt=(0,))
def softmax_cross_entropy(logits, labels):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


@program(args=lambda: ([draw(4, 3), draw(2, 4)], [draw(4), draw(2)], draw(3, seed=3)), level=3)
def neural_network(weights, biases, x):
    for w, b in zip(weights, biases):
        x = np.tanh(w @ x + b)
    return np.sum(x**2)


@program(args=lambda: (draw(3, 3), draw(3, 2, seed=1), draw(3, seed=2), draw(4, 2, seed=3)))
def recurrent_network(w, u, b, inputs):
    h = np.zeros(3)
    loss = 0.0
    for t in range(inputs.shape[0]):
        h = np.tanh(w @ h + u @ inputs[t] + b)
        loss += np.sum(h * h)
    return loss


@program(args=lambda: (draw(8, 2), draw(2, seed=1), draw(5, 2, seed=2)), level=3)
def lstm(weights, bias, inputs):
    """One cell of an LSTM whose gates come from slices of one product."""
    h, c = np.zeros(2), np.zeros(2)
    for x in inputs:
        gates = weights @ (h + x) + np.tile(bias, 4)
        i, f, o, g = gates[:2], gates[2:4], gates[4:6], gates[6:]
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
    return h


@program(args=lambda: (draw(4, 3), draw(4, 3, seed=1), draw(4, 3, seed=2)))
def attention(q, k, v):
    scores = q @ k.T / math.sqrt(q.shape[1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ v


@program(args=lambda: (draw(6, 2), draw(3, 2, seed=1)))
def k_means_cost(points, centres):
    total = 0.0
    for p in points:
        best = np.inf
        for c in centres:
            distance = np.sum((p - c) ** 2)
            if distance < best:
                best = distance
        total += best
    return total


@program(args=lambda: (draw(5), draw(2, seed=1), positive(2), np.array([0.3, 0.7])))
def mixture_log_likelihood(data, means, deviations, weights):
    total = 0.0
    for x in data:
        z = (x - means) / deviations
        log_p = np.log(weights) - 0.5 * z**2 - np.log(deviations) - 0.5 * math.log(2 * math.pi)
        top = np.max(log_p)
        total += top + np.log(np.sum(np.exp(log_p - top)))
    return total


@program(args=lambda: (0.1, 0.2, 0.7, draw(8)))
def garch(omega, alpha, beta, returns):
    variance = omega / (1 - alpha - beta)
    total = 0.0
    for r in returns:
        total += 0.5 * (math.log(2 * math.pi * variance) + r * r / variance)
        variance = omega + alpha * r * r + beta * variance
    return total


@program(args=lambda: (0.3, draw(7)), level=3)
def exponential_smoothing(alpha, series):
    level = np.zeros_like(series)
    level[0] = series[0]
    for t in range(1, len(series)):
        level[t] = alpha * series[t] + (1 - alpha) * level[t - 1]
    return np.sum((series[1:] - level[:-1]) ** 2)


@program(args=lambda: (0.5, 0.2, draw(6)))
def kalman_filter(q, r, observations):
    x, p, likelihood = 0.0, 1.0, 0.0
    for z in observations:
        p = p + q
        s = p + r
        gain = p / s
        innovation = z - x
        likelihood -= 0.5 * (math.log(s) + innovation**2 / s)
        x = x + gain * innovation
        p = (1 - gain) * p
    return likelihood + x


@program(args=lambda: (draw(2, 2), definite(2), draw(4, 2, seed=1)))
def kalman_filter_of_matrices(f, noise, observations):
    x, p = np.zeros(2), np.eye(2)
    likelihood = 0.0
    for z in observations:
        x = f @ x
        p = f @ p @ f.T + 0.1 * np.eye(2)
        s = p + noise
        gain = p @ np.linalg.inv(s)
        v = z - x
        likelihood -= 0.5 * (np.log(np.linalg.det(s)) + v @ np.linalg.solve(s, v))
        x = x + gain @ v
        p = p - gain @ p
    return likelihood


@program(args=lambda: (draw(3, 3), draw(3, 2, seed=1), np.array([0, 1, 1, 0])), wrt=(0, 1))
def hidden_markov_model(transition_logits, emission_logits, symbols):
    a = np.exp(transition_logits)
    a = a / np.sum(a, axis=1, keepdims=True)
    b = np.exp(emission_logits)
    b = b / np.sum(b, axis=1, keepdims=True)
    alpha = b[:, symbols[0]] / 3.0
    likelihood = 0.0
    for s in symbols[1:]:
        alpha = (alpha @ a) * b[:, s]
        scale = np.sum(alpha)
        alpha = alpha / scale
        likelihood += np.log(scale)
    return likelihood


def normal_cdf(x):
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


@program(args=lambda: (100.0, 95.0, 0.03, 0.25, 0.7))
def black_scholes(spot, strike, rate, volatility, years):
    spread = volatility * math.sqrt(years)
    d1 = (math.log(spot / strike) + (rate + volatility**2 / 2) * years) / spread
    d2 = d1 - spread
    return spot * normal_cdf(d1) - strike * math.exp(-rate * years) * normal_cdf(d2)


@program(args=lambda: (100.0, 103.0, 0.05, 0.25, 1.0, 6), wrt=(0, 1, 2, 3, 4), level=3)
def american_put(spot, strike, rate, volatility, years, steps):
    dt = years / steps
    up = math.exp(volatility * math.sqrt(dt))
    down = 1 / up
    p = (math.exp(rate * dt) - down) / (up - down)
    discount = math.exp(-rate * dt)
    values = np.zeros(steps + 1)
    for j in range(steps + 1):
        values[j] = max(strike - spot * up**j * down ** (steps - j), 0.0)
    for i in range(steps - 1, -1, -1):
        for j in range(i + 1):
            hold = discount * (p * values[j + 1] + (1 - p) * values[j])
            values[j] = max(hold, strike - spot * up**j * down ** (i - j))
    return values[0]


@program(args=lambda: (draw(5), draw(4, seed=1)), level=3)
def dynamic_time_warping(a, b):
    n, m = len(a), len(b)
    d = np.full((n + 1, m + 1), 1e3)
    d[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            options = np.array([d[i - 1, j], d[i, j - 1], d[i - 1, j - 1]])
            low = np.min(options)
            soft = low - 0.5 * np.log(np.sum(np.exp(-(options - low) / 0.5)))
            d[i, j] = (a[i - 1] - b[j - 1]) ** 2 + soft
    return d[n, m]


@program(args=lambda: (draw(5), draw(4, seed=1)), level=3)
def edit_distance_of_lists(a, b):
    rows = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        rows[i][0] = rows[i - 1][0] + a[i - 1] ** 2
    for j in range(1, len(b) + 1):
        rows[0][j] = rows[0][j - 1] + b[j - 1] ** 2
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            rows[i][j] = min(
                rows[i - 1][j] + x * x, rows[i][j - 1] + y * y, rows[i - 1][j - 1] + (x - y) ** 2
            )
    return rows[-1][-1]


@program(args=lambda: (definite(4),), level=3)
def cholesky_in_place(a):
    n = a.shape[0]
    low = a.copy()
    for j in range(n):
        for k in range(j):
            low[j:, j] -= low[j:, k] * low[j, k]
        low[j, j] = math.sqrt(low[j, j])
        low[j + 1 :, j] /= low[j, j]
        low[:j, j] = 0.0
    return low


@program(args=lambda: (definite(3),), level=3)
def cholesky_by_elements(a):
    n = len(a)
    low = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            s = a[i, j]
            for k in range(j):
                s -= low[i, k] * low[j, k]
            if i == j:
                low[i, j] = math.sqrt(s)
            else:
                low[i, j] = s / low[j, j]
    return low


@program(args=lambda: (definite(4) + draw(4, 4, seed=3), draw(4)), level=3)
def lu_solve_in_place(a, b):
    a, x = a.copy(), b.copy()
    n = len(b)
    for k in range(n - 1):
        for i in range(k + 1, n):
            a[i, k] /= a[k, k]
            a[i, k + 1 :] -= a[i, k] * a[k, k + 1 :]
            x[i] -= a[i, k] * x[k]
    for i in range(n - 1, -1, -1):
        x[i] = (x[i] - a[i, i + 1 :] @ x[i + 1 :]) / a[i, i]
    return x


@program(args=lambda: (draw(4, 4, low=-2.0, high=2.0),), level=3)
def determinant_by_pivoting(m):
    a = m.copy()
    n, sign, det = a.shape[0], 1.0, 1.0
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i, k]) > abs(a[pivot, k]):
                pivot = i
        if pivot != k:
            a[[k, pivot]] = a[[pivot, k]]
            sign = -sign
        det *= a[k, k]
        for i in range(k + 1, n):
            a[i, k:] -= a[i, k] / a[k, k] * a[k, k:]
    return sign * det


@program(args=lambda: (draw(4, 3),), level=3)
def gram_schmidt(a):
    q = a.copy()
    n = q.shape[1]
    for j in range(n):
        for k in range(j):
            q[:, j] -= (q[:, k] @ a[:, j]) * q[:, k]
        q[:, j] /= np.sqrt(q[:, j] @ q[:, j])
    return q


@program(args=lambda: (definite(4), draw(4)))
def conjugate_gradients(a, b):
    x = np.zeros_like(b)
    r = b - a @ x
    p = r
    rr = r @ r
    for _ in range(3):
        ap = a @ p
        alpha = rr / (p @ ap)
        x = x + alpha * p
        r = r - alpha * ap
        following = r @ r
        p = r + following / rr * p
        rr = following
    return x


@program(args=lambda: (definite(4), draw(4)), level=3)
def conjugate_gradients_in_place(a, b):
    x = np.zeros(4)
    r = b.copy()
    p = r.copy()
    for _ in range(3):
        ap = a @ p
        rr = r @ r
        alpha = rr / (p @ ap)
        x += alpha * p
        r -= alpha * ap
        if np.sqrt(r @ r) < 1e-12:
            break
        p *= (r @ r) / rr
        p += r
    return x


@program(args=lambda: (definite(4), draw(4)), level=3)
def gauss_seidel(a, b):
    x = np.zeros(4)
    for _ in range(4):
        for i in range(4):
            s = 0.0
            for j in range(4):
                if j != i:
                    s += a[i, j] * x[j]
            x[i] = (b[i] - s) / a[i, i]
    return x


@program(args=lambda: (definite(3), positive(3)))
def power_iteration(a, v):
    for _ in range(5):
        v = a @ v
        v = v / np.linalg.norm(v)
    return v @ a @ v


@program(args=lambda: (2.7,))
def newton_square_root(a):
    x = a
    while abs(x * x - a) > 1e-10:
        x = 0.5 * (x + a / x)
    return x


@program(args=lambda: (0.3, 0.8), level=3)
def newton_with_function_arguments(mean_anomaly, eccentricity):
    def newton(f, slope, x):
        for _ in range(20):
            step = f(x) / slope(x)
            x = x - step
            if abs(step) < 1e-13:
                break
        return x

    return newton(
        lambda e: e - eccentricity * math.sin(e) - mean_anomaly,
        lambda e: 1 - eccentricity * math.cos(e),
        mean_anomaly,
    )


@program(args=lambda: (0.9, 1.4))
def arithmetic_geometric_mean(a, b):
    while abs(a - b) > 1e-12:
        a, b = (a + b) / 2, math.sqrt(a * b)
    return a


@program(args=lambda: (0.6, 1.1))
def recurrence_like_fibonacci(a, b):
    for i in range(8):
        a, b = b, 0.7 * a + b / (1 + i)
    return a * b


@program(args=lambda: (0.4,))
def taylor_series_to_convergence(x):
    total, term, n = 1.0, 1.0, 1
    while abs(term) > 1e-12:
        term = term * x / n
        total += term
        n += 1
    return total


@program(args=lambda: (0.37,))
def continued_fraction(x):
    value = 0.0
    for k in range(8, 0, -1):
        value = k * k * x * x / (2 * k + 1 + value)
    return x / (1 + value)


@program(args=lambda: (draw(5, 5), draw(3, 3, seed=1)), level=3)
def convolution_by_loops(image, kernel):
    out = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            for p in range(3):
                for q in range(3):
                    out[i, j] += image[i + p, j + q] * kernel[p, q]
    return np.maximum(out, 0.0)


@program(args=lambda: (draw(6, 4), draw(4, seed=1)), level=3)
def matrix_product_by_loops(a, x):
    y = [0.0] * 6
    for i, row in enumerate(a):
        for j, v in enumerate(row):
            y[i] += v * x[j]
    return np.array(y)


@program(args=lambda: (positive(5), draw(6, seed=1), 2.3))
def spline_evaluation(widths, values, x):
    """A piecewise cubic Hermite curve whose knots follow from the widths of the pieces."""
    left = 0.0
    i = 0
    while i < 4 and left + widths[i] < x:
        left += widths[i]
        i += 1
    t = (x - left) / widths[i]
    slope0 = (values[i + 1] - values[i - 1]) / 2
    slope1 = (values[(i + 2) % 6] - values[i]) / 2
    a = 2 * values[i] - 2 * values[i + 1] + slope0 + slope1
    b = 3 * values[i + 1] - 3 * values[i] - 2 * slope0 - slope1
    return ((a * t + b) * t + slope0) * t + values[i]


@program(args=lambda: (draw(5, 2),))
def variance_in_one_pass(data):
    mean, m2 = np.zeros(2), np.zeros(2)
    for n, row in enumerate(data, start=1):
        delta = row - mean
        mean = mean + delta / n
        m2 = m2 + delta * (row - mean)
    return m2 / (len(data) - 1)


@program(args=lambda: (draw(6), 0.4))
def gaussian_process_likelihood(y, length):
    x = np.linspace(0.0, 1.0, 6)
    k = np.exp(-0.5 * ((x[:, None] - x[None, :]) / length) ** 2) + 0.1 * np.eye(6)
    low = np.linalg.cholesky(k)
    alpha = np.linalg.solve(low.T, np.linalg.solve(low, y))
    return -0.5 * y @ alpha - np.sum(np.log(np.diag(low)))


@program(args=lambda: (draw(5), draw(5, seed=1), 0.1), level=3)
def gradient_descent_with_momentum(w, target, rate):
    velocity = np.zeros_like(w)
    w = w.copy()
    for _ in range(5):
        velocity *= 0.9
        velocity -= rate * 2 * (w - target)
        w += velocity
    return np.sum((w - target) ** 2)


@program(args=lambda: (draw(3), 0.05), level=3)
def adam(w, rate):
    m, v = np.zeros(3), np.zeros(3)
    for t in range(1, 5):
        g = 2 * w + np.cos(w)
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g**2
        w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return w
