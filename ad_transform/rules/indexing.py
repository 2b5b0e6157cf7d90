"""Derivatives of functions that choose entries of arrays, and of interpolation. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import choose_adjoint, kept_by_trim, places, scatter_like, select_adjoint

rules = OurTable("indexing")
linear, jvp, vjp = rules.linear, rules.jvp, rules.vjp


@linear(np.where)
def where(condition, x, y, *, out_bar):
    return None, np.where(condition, out_bar, 0), np.where(condition, 0, out_bar)


@linear(np.select)
def select(condlist, choicelist, default, *, out_bar):
    choices_bar, default_bar = select_adjoint(out_bar, condlist)
    return None, choices_bar, default_bar


@linear(np.choose)
def choose(a, choices, mode, *, out_bar):
    return None, choose_adjoint(out_bar, a, choices, mode)


@linear(np.take)
def take(a, indices, axis, mode, *, out_bar):
    return scatter_like(out_bar, np.take(places(a), indices, axis, mode=mode), a)


@linear(np.take_along_axis)
def take_along_axis(arr, indices, axis, *, out_bar):
    return scatter_like(out_bar, np.take_along_axis(places(arr), indices, axis), arr)


@linear(np.compress)
def compress(condition, a, axis, *, out_bar):
    return None, scatter_like(out_bar, np.compress(condition, places(a), axis), a)


@linear(np.extract)
def extract(condition, arr, *, out_bar):
    return None, scatter_like(out_bar, np.extract(condition, places(arr)), arr)


@linear(np.bincount)
def bincount(x, weights, minlength, *, out_bar):
    return None, out_bar[x]


@jvp(np.trim_zeros)
def trim_zeros_jvp(filt, trim, *, filt_dot):
    return np.ravel(filt_dot)[kept_by_trim(filt, trim)]


@vjp(np.trim_zeros)
def trim_zeros_vjp(filt, trim, *, out_bar):
    return scatter_like(out_bar, kept_by_trim(filt, trim), filt)


# At a knot the slope on the right is taken


@jvp(np.interp)
def interp_jvp(x, xp, fp, left, right, *, x_dot, xp_dot, fp_dot):
    xp, fp = np.asarray(xp), np.asarray(fp)
    xp_dot, fp_dot = np.broadcast_to(xp_dot, np.shape(xp)), np.broadcast_to(fp_dot, np.shape(fp))
    i = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, np.size(xp) - 2)
    width = xp[i + 1] - xp[i]
    t = np.clip((x - xp[i]) / width, 0, 1)
    slope = np.where((x < xp[0]) | (x > xp[-1]), 0, (fp[i + 1] - fp[i]) / width)
    moved = slope * (x_dot - (1 - t) * xp_dot[i] - t * xp_dot[i + 1])
    shifted = (1 - t) * fp_dot[i] + t * fp_dot[i + 1]
    if left is not None:
        shifted = np.where(x < xp[0], 0, shifted)
    if right is not None:
        shifted = np.where(x > xp[-1], 0, shifted)
    return moved + shifted


@vjp(np.interp)
def interp_vjp(x, xp, fp, left, right, *, out_bar):
    xp, fp = np.asarray(xp), np.asarray(fp)
    i = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, np.size(xp) - 2)
    width = xp[i + 1] - xp[i]
    t = np.clip((x - xp[i]) / width, 0, 1)
    slope = np.where((x < xp[0]) | (x > xp[-1]), 0, (fp[i + 1] - fp[i]) / width)
    x_bar = out_bar * slope
    if left is not None:
        out_bar = np.where(x < xp[0], 0, out_bar)
    if right is not None:
        out_bar = np.where(x > xp[-1], 0, out_bar)
    fp_bar = scatter_like((1 - t) * out_bar, i, fp) + scatter_like(t * out_bar, i + 1, fp)
    xp_bar = -scatter_like((1 - t) * x_bar, i, xp) - scatter_like(t * x_bar, i + 1, xp)
    return x_bar, xp_bar, fp_bar
