"""Derivatives of scipy.spatial.distance. Kinds and reserved words: table.py. At distance zero they are zero."""

import numpy as np
from scipy.spatial import distance

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.spatial")
linear, jvp, vjp = rules.linear, rules.jvp, rules.vjp


def slopes(gap, far, metric):
    """The derivatives of the distances `far` by the coordinates of the difference `gap`, on the last axis."""
    if metric == "sqeuclidean":
        return 2 * gap
    if metric == "cityblock":
        return np.sign(gap)
    return gap / np.expand_dims(np.where(far == 0, 1.0, far), -1)


KNOWN = {"metric": ("euclidean", "sqeuclidean", "cityblock")}
WORDS = "(XA, XB, metric='euclidean', *, out=None)"


@jvp(distance.cdist, only=KNOWN, signature=WORDS)
def cdist_jvp(XA, XB, metric, *, out, XA_dot, XB_dot):
    slope = slopes(np.expand_dims(XA, 1) - XB, out, metric)
    return np.sum(slope * (np.expand_dims(XA_dot, 1) - XB_dot), axis=-1)


@vjp(distance.cdist, only=KNOWN, signature=WORDS)
def cdist_vjp(XA, XB, metric, *, out, out_bar):
    gap_bar = slopes(np.expand_dims(XA, 1) - XB, out, metric) * np.expand_dims(out_bar, -1)
    return np.sum(gap_bar, axis=1), -np.sum(gap_bar, axis=0)


PAIRS = "(X, metric='euclidean', *, out=None)"


@jvp(distance.pdist, only=KNOWN, signature=PAIRS)
def pdist_jvp(X, metric, *, out, X_dot):
    one, other = np.triu_indices(np.shape(X)[0], 1)
    slope = slopes(X[one] - X[other], out, metric)
    return np.sum(slope * (X_dot[one] - X_dot[other]), axis=-1)


@vjp(distance.pdist, only=KNOWN, signature=PAIRS)
def pdist_vjp(X, metric, *, out, out_bar):
    whole = distance.squareform(out_bar)
    far = distance.squareform(out)
    gap_bar = slopes(np.expand_dims(X, 1) - X, far, metric) * np.expand_dims(whole, -1)
    return np.sum(gap_bar, axis=1)


@linear(distance.squareform, signature="(X, force='no', checks=True)")
def squareform(X, *, out_bar):
    if np.ndim(X) == 1:
        return (out_bar + np.transpose(out_bar))[np.triu_indices(np.shape(out_bar)[0], 1)]
    return np.triu(distance.squareform(out_bar))


@jvp(distance.euclidean)
def euclidean_jvp(u, v, *, out, u_dot, v_dot):
    return np.sum((u - v) * (u_dot - v_dot)) / np.where(out == 0, 1.0, out)


@vjp(distance.euclidean)
def euclidean_vjp(u, v, *, out, out_bar):
    bar = out_bar * (u - v) / np.where(out == 0, 1.0, out)
    return bar, -bar


@jvp(distance.sqeuclidean)
def sqeuclidean_jvp(u, v, *, u_dot, v_dot):
    return 2 * np.sum((u - v) * (u_dot - v_dot))


@vjp(distance.sqeuclidean)
def sqeuclidean_vjp(u, v, *, out_bar):
    bar = 2 * out_bar * (u - v)
    return bar, -bar


@jvp(distance.cityblock)
def cityblock_jvp(u, v, *, u_dot, v_dot):
    return np.sum(np.sign(u - v) * (u_dot - v_dot))


@vjp(distance.cityblock)
def cityblock_vjp(u, v, *, out_bar):
    bar = out_bar * np.sign(u - v)
    return bar, -bar


@jvp(distance.cosine)
def cosine_jvp(u, v, *, out, u_dot, v_dot):
    uu, vv = np.sum(u * u), np.sum(v * v)
    by_u = (1 - out) * u / uu - v / np.sqrt(uu * vv)
    by_v = (1 - out) * v / vv - u / np.sqrt(uu * vv)
    return np.sum(by_u * u_dot) + np.sum(by_v * v_dot)


@vjp(distance.cosine)
def cosine_vjp(u, v, *, out, out_bar):
    uu, vv = np.sum(u * u), np.sum(v * v)
    by_u = (1 - out) * u / uu - v / np.sqrt(uu * vv)
    by_v = (1 - out) * v / vv - u / np.sqrt(uu * vv)
    return out_bar * by_u, out_bar * by_v


@jvp(distance.mahalanobis)
def mahalanobis_jvp(u, v, VI, *, out, u_dot, v_dot, VI_dot):
    gap, scale = u - v, 2 * np.where(out == 0, 1.0, out)
    return (gap @ (VI + np.transpose(VI)) @ (u_dot - v_dot) + gap @ VI_dot @ gap) / scale


@vjp(distance.mahalanobis)
def mahalanobis_vjp(u, v, VI, *, out, out_bar):
    gap, bar = u - v, out_bar / (2 * np.where(out == 0, 1.0, out))
    by_gap = bar * (VI + np.transpose(VI)) @ gap
    return by_gap, -by_gap, bar * np.outer(gap, gap)


for other in (
    "braycurtis",
    "canberra",
    "chebyshev",
    "correlation",
    "jensenshannon",
    "minkowski",
    "seuclidean",
):
    rules.missing(getattr(distance, other), "write it out with NumPy, or use euclidean, cityblock or cosine")
rules.missing(distance.directed_hausdorff, "take the maximum and minimum of scipy.spatial.distance.cdist")
for truth in ("dice", "hamming", "jaccard", "rogerstanimoto", "russellrao", "sokalsneath", "yule"):
    rules.missing(getattr(distance, truth), "it compares truth values")
rules.inactive(distance.is_valid_dm, distance.is_valid_y, distance.num_obs_dm, distance.num_obs_y)
