"""Networks, particles, paths and sparse products.

Sources of the definitions: NPBench (n-body, softmax, MLP, convolution, azimuthal integration, sparse product),
PolyBench 4.2 (Floyd and Warshall, Nussinov). All code is our own.
"""

import numpy as np


def softmax(x):
    shifted = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(shifted)
    return np.sum((e / np.sum(e, axis=-1, keepdims=True)) ** 2)


def relu(x):
    return np.maximum(x, 0.0)


def mlp(x, w1, b1, w2, b2, w3, b3):
    x = relu(x @ w1 + b1)
    x = relu(x @ w2 + b2)
    x = x @ w3 + b3
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    return -np.sum(np.log(p[:, 0]))


def conv2d(image, weights):
    size = weights.shape[0]
    rows, columns = image.shape[1] - size + 1, image.shape[2] - size + 1
    out = np.empty((image.shape[0], rows, columns, weights.shape[3]))
    for i in range(rows):
        for j in range(columns):
            out[:, i, j, :] = np.sum(
                image[:, i : i + size, j : j + size, :, np.newaxis] * weights[np.newaxis, :, :, :],
                axis=(1, 2, 3),
            )
    return out


def maxpool2d(x):
    out = np.empty((x.shape[0], x.shape[1] // 2, x.shape[2] // 2, x.shape[3]))
    for i in range(x.shape[1] // 2):
        for j in range(x.shape[2] // 2):
            out[:, i, j, :] = np.max(x[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2, :], axis=(1, 2))
    return out


def conv_net(image, kernel1, kernel2, weights, bias):
    x = maxpool2d(relu(conv2d(image, kernel1)))
    x = maxpool2d(relu(conv2d(x, kernel2)))
    x = np.reshape(x, (x.shape[0], -1)) @ weights + bias
    return np.sum(x * x)


def accelerations(pos, mass, g, softening):
    x, y, z = pos[:, 0:1], pos[:, 1:2], pos[:, 2:3]
    dx, dy, dz = x.T - x, y.T - y, z.T - z
    inv_r3 = dx**2 + dy**2 + dz**2 + softening**2
    inv_r3[inv_r3 > 0] = inv_r3[inv_r3 > 0] ** (-1.5)
    ax, ay, az = g * (dx * inv_r3) @ mass, g * (dy * inv_r3) @ mass, g * (dz * inv_r3) @ mass
    return np.hstack((ax, ay, az))


def energy(pos, vel, mass, g):
    kinetic = 0.5 * np.sum(mass * vel**2)
    x, y, z = pos[:, 0:1], pos[:, 1:2], pos[:, 2:3]
    dx, dy, dz = x.T - x, y.T - y, z.T - z
    inv_r = dx**2 + dy**2 + dz**2
    inv_r[inv_r > 0] = inv_r[inv_r > 0] ** (-0.5)
    potential = g * np.sum(np.triu(-(mass * mass.T) * inv_r, 1))
    return kinetic + potential


def n_body(mass, pos, vel, steps, dt, g, softening):
    vel -= np.mean(mass * vel, 0) / np.mean(mass)
    acc = accelerations(pos, mass, g, softening)
    for _ in range(steps):
        vel += acc * dt / 2.0
        pos += vel * dt
        acc = accelerations(pos, mass, g, softening)
        vel += acc * dt / 2.0
    return energy(pos, vel, mass, g) + np.sum(pos * pos)


def n_body_loops(mass, pos, vel, steps, dt):
    n = mass.shape[0]
    for _ in range(steps):
        for i in range(n):
            for j in range(i):
                d = pos[i] - pos[j]
                pull = dt / (np.sum(d * d) + 0.01) ** 1.5
                vel[i] -= d * mass[j] * pull
                vel[j] += d * mass[i] * pull
        pos += dt * vel
    return np.sum(pos * pos)


def floyd_warshall(path):
    for k in range(path.shape[0]):
        path[:] = np.minimum(path, path[:, k][:, np.newaxis] + path[k, :])
    return np.sum(path * path)


def spmv(data, indices, indptr, x):
    y = np.empty(indptr.size - 1)
    for i in range(indptr.size - 1):
        columns = indices[indptr[i] : indptr[i + 1]]
        values = data[indptr[i] : indptr[i + 1]]
        y[i] = values @ x[columns]
    return np.sum(y * y)


def azimuthal_integration(data, radius, bins):
    edge = radius.max()
    low, total = 0.0, 0.0
    for k in range(bins):
        high = edge * (k + 1) / bins
        inside = np.logical_and(radius >= low, radius < high)
        values = data[inside]
        if values.size > 0:
            total += values.mean() ** 2
        low = high
    return total


def mandelbrot_distance(c, rounds):
    z, dz = np.zeros(c.shape, complex), np.zeros(c.shape, complex)
    for _ in range(rounds):
        live = np.abs(z) < 1e3
        dz[live] = 2.0 * z[live] * dz[live] + 1.0
        z[live] = z[live] ** 2 + c[live]
    return np.sum(np.abs(z) * np.log(np.abs(z) + 1.0) / (np.abs(dz) + 1.0))


def scattering(g, d, sigma, shift):
    total = np.zeros_like(sigma)
    for k in range(g.shape[0]):
        for e in range(shift, g.shape[1]):
            total[k, e] += np.sum((g[k, e - shift] @ d[e]) ** 2)
    sigma += total
    return np.sum(sigma * sigma)


def smith_waterman(score, gap):
    n, m = score.shape
    h = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            h[i, j] = max(0.0, h[i - 1, j - 1] + score[i - 1, j - 1], h[i - 1, j] - gap, h[i, j - 1] - gap)
    return np.max(h)


def crc_like_mix(state, keys):
    for k in keys:
        state = np.sin(state * k + np.roll(state, 1)) + 0.1 * state
    return np.sum(state)
