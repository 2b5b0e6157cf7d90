"""Hand tracking: the distance of measured points from a posed hand, and its Jacobian by one tangent for each column."""

import math

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@numba.njit(error_model="numpy")
def turned(a, b, c):
    """The rotation by `a` about x, then by `c` about y, then by `b` about z."""
    ca, sa, cb, sb, cc, sc = math.cos(a), math.sin(a), math.cos(b), math.sin(b), math.cos(c), math.sin(c)
    made = np.zeros((3, 3))
    made[0, 0], made[0, 1], made[0, 2] = cb * cc, -sb * ca + cb * sc * sa, sb * sa + cb * sc * ca
    made[1, 0], made[1, 1], made[1, 2] = sb * cc, cb * ca + sb * sc * sa, -cb * sa + sb * sc * ca
    made[2, 0], made[2, 1], made[2, 2] = -sc, cc * sa, cc * ca
    return made


@numba.njit(error_model="numpy")
def about_axis(v0, v1, v2):
    """The rotation about an axis by its length."""
    made = np.eye(3)
    square = v0 * v0 + v1 * v1 + v2 * v2
    if square >= 1e-8:
        norm = math.sqrt(square)
        x, y, z = v0 / norm, v1 / norm, v2 / norm
        s, c = math.sin(norm), math.cos(norm)
        made[0, 0], made[0, 1], made[0, 2] = (
            x * x + (1 - x * x) * c,
            x * y * (1 - c) - z * s,
            x * z * (1 - c) + y * s,
        )
        made[1, 0], made[1, 1], made[1, 2] = (
            x * y * (1 - c) + z * s,
            y * y + (1 - y * y) * c,
            y * z * (1 - c) - x * s,
        )
        made[2, 0], made[2, 1], made[2, 2] = (
            x * z * (1 - c) - y * s,
            z * y * (1 - c) + x * s,
            z * z + (1 - z * z) * c,
        )
    return made


@numba.njit(error_model="numpy")
def angles(theta, bones):
    """The angles of each bone: five fingers of four bones, the first of each also bent sideways."""
    pose = np.zeros((bones + 3, 3))
    i, c = 6, 5
    for _ in range(5):
        for step in range(3):
            pose[c, 0] = theta[i]
            i += 1
            if step == 0:
                pose[c, 1] = theta[i]
                i += 1
            c += 1
        c += 1
    return pose


@numba.njit(error_model="numpy")
def positions(theta, parents, relatives, inverses, base, weights, mirrored):
    """The vertices of the posed hand."""
    bones = len(parents)
    pose = angles(theta, bones)
    absolute, moves = np.zeros((bones, 3, 4)), np.zeros((bones, 3, 4))
    for b in range(bones):
        turn = turned(pose[b + 3, 0], pose[b + 3, 1], pose[b + 3, 2])
        own = np.zeros((3, 4))
        for i in range(3):
            for j in range(3):
                for k in range(3):
                    own[i, j] += relatives[b, i, k] * turn[k, j]
            own[i, 3] = relatives[b, i, 3]
        up = parents[b]
        for i in range(3):
            for j in range(4):
                if up == -1:
                    absolute[b, i, j] = own[i, j]
                else:
                    absolute[b, i, j] = absolute[up, i, 3] if j == 3 else 0.0
                    for k in range(3):
                        absolute[b, i, j] += absolute[up, i, k] * own[k, j]
        for i in range(3):
            for j in range(4):
                moves[b, i, j] = absolute[b, i, 3] if j == 3 else 0.0
                for k in range(3):
                    moves[b, i, j] += absolute[b, i, k] * inverses[b, k, j]
    whole = about_axis(theta[0], theta[1], theta[2])
    found = np.zeros((len(base), 3))
    for v in range(len(base)):
        x, y, z = 0.0, 0.0, 0.0
        for b in range(bones):
            w = weights[v, b]
            if w != 0.0:
                p0, p1, p2 = base[v, 0], base[v, 1], base[v, 2]
                x += w * (moves[b, 0, 0] * p0 + moves[b, 0, 1] * p1 + moves[b, 0, 2] * p2 + moves[b, 0, 3])
                y += w * (moves[b, 1, 0] * p0 + moves[b, 1, 1] * p1 + moves[b, 1, 2] * p2 + moves[b, 1, 3])
                z += w * (moves[b, 2, 0] * p0 + moves[b, 2, 1] * p1 + moves[b, 2, 2] * p2 + moves[b, 2, 3])
        if mirrored:
            x = -x
        for i in range(3):
            found[v, i] = whole[i, 0] * x + whole[i, 1] * y + whole[i, 2] * z + theta[3 + i]
    return found


@numba.njit(error_model="numpy")
def errors(theta, us, parents, relatives, inverses, base, weights, mirrored, corners, points):
    """Three distances for each point, from a vertex, or from a place in a triangle that two numbers tell."""
    hand = positions(theta, parents, relatives, inverses, base, weights, mirrored)
    found = np.zeros(3 * len(points))
    for i in range(len(points)):
        a, b, c = corners[i, 0], corners[i, 1], corners[i, 2]
        u, v = us[i, 0], us[i, 1]
        for j in range(3):
            found[3 * i + j] = points[i, j] - (u * hand[a, j] + v * hand[b, j] + (1.0 - u - v) * hand[c, j])
    return found


along = ad.Derivative(errors, "jvp", ("theta", "us"))


def jacobian(theta, us, simple, *rest):
    """The rows of the Jacobian, one tangent for each column."""
    columns = []
    for k in range(0 if simple else 2):
        direction = np.zeros_like(us)
        direction[:, k] = 1.0
        columns.append(along(theta, us, *rest, theta_dot=np.zeros(26), us_dot=direction)[1])
    for k in range(26):
        columns.append(along(theta, us, *rest, theta_dot=np.eye(26)[k], us_dot=np.zeros_like(us))[1])
    return np.stack(columns, 1)


def arguments(given):
    data, model = given["data"], given["data"]["model"]
    places, simple = np.array(data["correspondences"]), len(given["us"]) == 0
    corners = np.stack([places] * 3, 1) if simple else np.array(model["triangles"])[places]
    us = np.zeros((len(places), 2)) if simple else np.array(given["us"], float)
    names = ("base_relatives", "inverse_base_absolutes", "base_positions", "weights")
    arrays = [np.array(model[name], float) for name in names]
    theta, points = np.array(given["theta"], float), np.array(data["points"], float)
    mirrored = bool(model["is_mirrored"])
    return theta, us, simple, np.array(model["parents"]), *arrays, mirrored, corners, points


def objective(theta, us, simple, *rest):
    return errors(theta, us, *rest)


FUNCTIONS = {
    "objective": Work(arguments, objective, np.ndarray.tolist),
    "jacobian": Work(arguments, jacobian, np.ndarray.tolist),
}
