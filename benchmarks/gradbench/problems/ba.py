"""Bundle adjustment: errors of projected points, and their sparse Jacobian, two reverse sweeps for each observation."""

import math

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@ad.differentiate(wrt=tuple(range(15)))
@numba.njit(error_model="numpy")
def residual(r0, r1, r2, c0, c1, c2, f, u0, v0, k1, k2, x0, x1, x2, w, feat0, feat1):
    """The weighted error of one projected point."""
    a0, a1, a2 = x0 - c0, x1 - c1, x2 - c2
    square = r0 * r0 + r1 * r1 + r2 * r2
    if square != 0.0:
        theta = math.sqrt(square)
        w0, w1, w2 = r0 / theta, r1 / theta, r2 / theta
        cosine, sine = math.cos(theta), math.sin(theta)
        along = (w0 * a0 + w1 * a1 + w2 * a2) * (1.0 - cosine)
        p0 = a0 * cosine + (w1 * a2 - w2 * a1) * sine + w0 * along
        p1 = a1 * cosine + (w2 * a0 - w0 * a2) * sine + w1 * along
        p2 = a2 * cosine + (w0 * a1 - w1 * a0) * sine + w2 * along
    else:
        p0 = a0 + r1 * a2 - r2 * a1
        p1 = a1 + r2 * a0 - r0 * a2
        p2 = a2 + r0 * a1 - r1 * a0
    y0, y1 = p0 / p2, p1 / p2
    rho = y0 * y0 + y1 * y1
    bend = 1.0 + k1 * rho + k2 * rho * rho
    return w * (y0 * bend * f + u0 - feat0), w * (y1 * bend * f + v0 - feat1)


@ad.differentiate
@numba.njit
def weight_error(w):
    return 1.0 - w * w


residual_vjp, weight_grad = residual.vjp, weight_error.grad


@numba.njit(error_model="numpy")
def errors(cams, points, weights, feats, cam_of, point_of):
    count = len(weights)
    found, rest = np.empty((count, 2)), np.empty(count)
    for o in range(count):
        c, x = cams[cam_of[o]], points[point_of[o]]
        found[o] = residual(
            c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10],
            x[0], x[1], x[2], weights[o], feats[o, 0], feats[o, 1],
        )  # fmt: skip
        rest[o] = weight_error(weights[o])
    return found, rest


@numba.njit(error_model="numpy")
def jacobian(cams, points, weights, feats, cam_of, point_of):
    n, m, count = len(cams), len(points), len(weights)
    rows, cols, vals = np.empty(3 * count + 1, np.int64), np.empty(31 * count, np.int64), np.empty(31 * count)
    rows[0] = 0
    for o in range(count):
        a, b = cam_of[o], point_of[o]
        c, x = cams[a], points[b]
        for k in range(2):
            row = residual_vjp(
                c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10],
                x[0], x[1], x[2], weights[o], feats[o, 0], feats[o, 1], (1.0 - k, 0.0 + k),
            )  # fmt: skip
            place = 30 * o + 15 * k
            for j in range(15):
                vals[place + j] = row[j]
            for j in range(11):
                cols[place + j] = 11 * a + j
            for j in range(3):
                cols[place + 11 + j] = 11 * n + 3 * b + j
            cols[place + 14] = 11 * n + 3 * m + o
            rows[2 * o + k + 1] = place + 15
    for o in range(count):
        rows[2 * count + o + 1] = 30 * count + o + 1
        cols[30 * count + o] = 11 * n + 3 * m + o
        vals[30 * count + o] = weight_grad(weights[o])
    return rows, cols, vals


def arguments(given):
    n, m, p = given["n"], given["m"], given["p"]
    o = np.arange(p)
    parts = [np.tile(np.array(given[k], float), (c, 1)) for k, c in (("cam", n), ("x", m), ("feat", p))]
    return parts[0], parts[1], np.full(p, float(given["w"])), parts[2], o % n, o % m


def shown(result):
    found, rest = result
    return {
        "reproj_error": {"elements": found[0].tolist(), "repeated": len(found)},
        "w_err": {"element": float(rest[0]), "repeated": len(rest)},
    }


def abbreviated(result):
    names = ("rows", "cols", "vals")
    return {name: [*part[:30].tolist(), part[-1].item()] for name, part in zip(names, result, strict=True)}


FUNCTIONS = {"objective": Work(arguments, errors, shown), "jacobian": Work(arguments, jacobian, abbreviated)}
