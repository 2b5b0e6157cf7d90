"""Transposes of Fourier transforms: lengths cropped and padded back, halves of spectra weighed."""

import numpy as np


def cropped_like(value, a):
    """Return `value` with each axis cropped, or filled with zeros, to the length it has in `a`.

    >>> cropped_like(np.array([1.0, 2.0, 3.0]), np.ones(2))
    array([1., 2.])
    """
    if np.shape(value) == np.shape(a):
        return value
    cut = value[tuple(slice(n) for n in np.shape(a))]
    return np.pad(cut, [(0, n - m) for n, m in zip(np.shape(a), np.shape(cut))])


def used_axes(s, axes):
    """Return the axes that an n-dimensional transform to the lengths `s` acts on: without `axes`, the last ones.

    >>> used_axes((4, 4), None)
    [-2, -1]
    """
    return list(range(-len(s), 0)) if axes is None and s is not None else axes


def opposite_norm(norm):
    """Return the normalisation of the inverse transform that undoes `norm`.

    >>> opposite_norm(None)
    'forward'
    """
    return {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}[norm]


def half_weights(real, axis=-1):
    """Return how often each frequency of the half spectrum of `real` stands in the whole one, along `axis`.

    >>> half_weights(np.ones(4))
    array([1., 2., 1.])
    """
    n = np.shape(real)[axis]
    weights = np.full(n // 2 + 1, 2.0)
    weights[0] = 1.0
    if n % 2 == 0:
        weights[-1] = 1.0
    return np.reshape(weights, [-1 if i == axis % np.ndim(real) else 1 for i in range(np.ndim(real))])


def rfftn_adjoint(value, a, s=None, axes=None, norm=None):
    """Return the adjoint of `a`, given the adjoint `value` of ``np.fft.rfftn(a, s, axes, norm)``.

    >>> rfftn_adjoint(np.ones(2) + 0j, np.ones(2))
    array([2., 0.])
    """
    if axes is None:
        axes = range(-len(s), 0) if s is not None else range(np.ndim(a))
    axes = list(axes)
    length = np.shape(a)[axes[-1]] if s is None else s[-1]
    value = np.fft.fft(value, length, axes[-1], norm)
    value = np.real(np.fft.fftn(value, None, axes[:-1], norm) if axes[:-1] else value)
    cut = value[tuple(slice(n) for n in np.shape(a))]
    return np.pad(cut, [(0, n - m) for n, m in zip(np.shape(a), np.shape(cut))])


def irfftn_adjoint(value, a, s=None, axes=None, norm=None):
    """Return the adjoint of `a`, given the adjoint `value` of ``np.fft.irfftn(a, s, axes, norm)``.

    >>> irfftn_adjoint(np.array([1.0, 0.0]), np.ones(2) + 0j)
    array([0.5+0.j, 0.5+0.j])
    """
    if axes is None:
        axes = range(-len(s), 0) if s is not None else range(np.ndim(a))
    axes = list(axes)
    last, n = axes[-1], np.shape(value)[axes[-1]]
    weights = np.full(n // 2 + 1, 2.0)
    weights[0] = 1.0
    if n % 2 == 0:
        weights[-1] = 1.0
    weights = np.reshape(weights, [-1 if i == last % np.ndim(value) else 1 for i in range(np.ndim(value))])
    forward = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}[norm]
    value = weights * np.conj(np.fft.rfft(value, None, last, forward))
    value = np.fft.ifftn(value, None, axes[:-1], norm) if axes[:-1] else value
    cut = value[tuple(slice(n) for n in np.shape(a))]
    return np.pad(cut, [(0, n - m) for n, m in zip(np.shape(a), np.shape(cut))])
