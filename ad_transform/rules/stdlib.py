"""Derivatives of the module statistics. Kinds and reserved words: table.py."""

import statistics

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import centred, copies_of, middle

rules = OurTable("statistics")
jvp, vjp = rules.jvp, rules.vjp

# fmt: off
# Means
jvp(statistics.mean,           lambda data, *, data_dot: np.mean(np.asarray(data_dot)))
vjp(statistics.mean,           lambda data, *, out_bar: copies_of(out_bar / len(data), data))
jvp(statistics.fmean,          lambda data, *, data_dot: np.mean(np.asarray(data_dot)))
vjp(statistics.fmean,          lambda data, *, out_bar: copies_of(out_bar / len(data), data))
jvp(statistics.geometric_mean, lambda data, *, out, data_dot: out * np.mean(np.asarray(data_dot) / np.asarray(data)))
vjp(statistics.geometric_mean, lambda data, *, out, out_bar: out_bar * out / len(data) / np.asarray(data))
vjp(statistics.harmonic_mean,  lambda data, *, out, out_bar: out_bar / len(data) * (out / np.asarray(data)) ** 2)


# Spread
vjp(statistics.variance,       lambda data, *, out_bar: 2 * out_bar / (len(data) - 1) * centred(data))
jvp(statistics.pvariance,      lambda data, *, data_dot: 2 / len(data) * np.dot(centred(data), np.asarray(data_dot)))
vjp(statistics.pvariance,      lambda data, *, out_bar: 2 * out_bar / len(data) * centred(data))
# fmt: on


@jvp(statistics.harmonic_mean)
def harmonic_mean_jvp(data, *, out, data_dot):
    return np.mean((out / np.asarray(data)) ** 2 * np.asarray(data_dot))


@jvp(statistics.variance)
def variance_jvp(data, *, data_dot):
    return 2 / (len(data) - 1) * np.dot(centred(data), np.asarray(data_dot))


@jvp(statistics.stdev)
def stdev_jvp(data, *, out, data_dot):
    return np.dot(centred(data), np.asarray(data_dot)) / ((len(data) - 1) * (out or 1.0))


@vjp(statistics.stdev)
def stdev_vjp(data, *, out, out_bar):
    return out_bar / ((len(data) - 1) * (out or 1.0)) * centred(data)


@jvp(statistics.pstdev)
def pstdev_jvp(data, *, out, data_dot):
    return np.dot(centred(data), np.asarray(data_dot)) / (len(data) * (out or 1.0))


@vjp(statistics.pstdev)
def pstdev_vjp(data, *, out, out_bar):
    return out_bar / (len(data) * (out or 1.0)) * centred(data)


@jvp(statistics.covariance)
def covariance_jvp(x, y, *, x_dot, y_dot):
    both = np.dot(centred(x), np.asarray(y_dot)) + np.dot(centred(y), np.asarray(x_dot))
    return both / (len(x) - 1)


@vjp(statistics.covariance)
def covariance_vjp(x, y, *, out_bar):
    return out_bar / (len(x) - 1) * centred(y), out_bar / (len(x) - 1) * centred(x)


# The middle of the sorted data


@jvp(statistics.median)
def median_jvp(data, *, data_dot):
    return np.dot(middle(data), np.asarray(data_dot))


@vjp(statistics.median)
def median_vjp(data, *, out_bar):
    return out_bar * middle(data)
