"""Derivatives of scipy.signal: convolutions and linear filters. Kinds and reserved words: table.py.

The full convolution of all axes is bilinear, and its transpose by one factor is the valid convolution with the other,
reversed; what a mode cuts away of it is zero again.
"""

import numpy as np
from scipy import signal

from ad_transform.rules.table import OurTable
from ad_transform.runtime import embedded, lags_of

rules = OurTable("scipy.signal")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp


@multilinear(signal.convolve)
def convolve(in1, in2, mode, method, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    by_first = signal.convolve(whole, np.flip(in2), "valid", method)
    return by_first, signal.convolve(whole, np.flip(in1), "valid", method)


@multilinear(signal.fftconvolve)
def fftconvolve(in1, in2, mode, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    return signal.fftconvolve(whole, np.flip(in2), "valid"), signal.fftconvolve(whole, np.flip(in1), "valid")


@multilinear(signal.oaconvolve)
def oaconvolve(in1, in2, mode, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    return signal.oaconvolve(whole, np.flip(in2), "valid"), signal.oaconvolve(whole, np.flip(in1), "valid")


ZEROS = {"boundary": ("fill",)}


@multilinear(signal.convolve2d, only=ZEROS)
def convolve2d(in1, in2, mode, boundary, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    return signal.convolve2d(whole, np.flip(in2), "valid"), signal.convolve2d(whole, np.flip(in1), "valid")


# `correlate` conjugates its second factor, so it is linear in that over the real numbers alone


@jvp(signal.correlate)
def correlate_jvp(in1, in2, mode, method, *, in1_dot, in2_dot):
    return signal.correlate(in1_dot, in2, mode, method) + signal.correlate(in1, in2_dot, mode, method)


@vjp(signal.correlate)
def correlate_vjp(in1, in2, mode, method, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    by_kernel = signal.convolve(whole, np.flip(in1), "valid", method)
    return signal.convolve(whole, np.conj(in2), "valid", method), np.conj(np.flip(by_kernel))


UNCENTRED = ZEROS | {"mode": ("full", "valid")}


@jvp(signal.correlate2d, only=UNCENTRED)
def correlate2d_jvp(in1, in2, mode, boundary, *, in1_dot, in2_dot):
    return signal.correlate2d(in1_dot, in2, mode) + signal.correlate2d(in1, in2_dot, mode)


@vjp(signal.correlate2d, only=UNCENTRED)
def correlate2d_vjp(in1, in2, mode, boundary, *, out_bar):
    whole = embedded(out_bar, in1, in2)
    by_kernel = signal.convolve2d(whole, np.flip(in1), "valid")
    return signal.convolve2d(whole, np.conj(in2), "valid"), np.conj(np.flip(by_kernel))


# A filter solves ``a ∗ y = b ∗ x``


@jvp(signal.lfilter)
def lfilter_jvp(b, a, x, axis, *, out, b_dot, a_dot, x_dot):
    moved = signal.lfilter(b_dot, a, x, axis) - signal.lfilter(a_dot, a, out, axis)
    return moved + signal.lfilter(b, a, x_dot, axis)


@vjp(signal.lfilter)
def lfilter_vjp(b, a, x, axis, *, out, out_bar):
    back = np.flip(signal.lfilter(np.ones(1), a, np.flip(out_bar, axis), axis), axis)
    x_bar = np.flip(signal.lfilter(b, np.ones(1), np.flip(back, axis), axis), axis)
    return lags_of(back, x, np.size(b), axis), -lags_of(back, out, np.size(a), axis), x_bar


@linear(signal.detrend)
def detrend(data, axis, type, bp, *, out_bar):
    return signal.detrend(out_bar, axis, type, bp)
