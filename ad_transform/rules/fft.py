"""Derivatives of numpy.fft: linear functions, whose matrices are symmetric. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    cropped_like,
    half_weights,
    irfftn_adjoint,
    opposite_norm,
    rfftn_adjoint,
    used_axes,
)

rules = OurTable("fft")
linear = rules.linear


@linear(np.fft.fft)
def fft(a, n, axis, norm, *, out_bar):
    return cropped_like(np.fft.fft(out_bar, None, axis, norm), a)


@linear(np.fft.ifft)
def ifft(a, n, axis, norm, *, out_bar):
    return cropped_like(np.fft.ifft(out_bar, None, axis, norm), a)


@linear(np.fft.fft2)
def fft2(a, s, axes, norm, *, out_bar):
    return cropped_like(np.fft.fft2(out_bar, None, axes, norm), a)


@linear(np.fft.ifft2)
def ifft2(a, s, axes, norm, *, out_bar):
    return cropped_like(np.fft.ifft2(out_bar, None, axes, norm), a)


@linear(np.fft.fftn)
def fftn(a, s, axes, norm, *, out_bar):
    return cropped_like(np.fft.fftn(out_bar, None, used_axes(s, axes), norm), a)


@linear(np.fft.ifftn)
def ifftn(a, s, axes, norm, *, out_bar):
    return cropped_like(np.fft.ifftn(out_bar, None, used_axes(s, axes), norm), a)


# Of real numbers: half of the spectrum


@linear(np.fft.rfft)
def rfft(a, n, axis, norm, *, out_bar):
    length = np.shape(a)[axis] if n is None else n
    return cropped_like(np.real(np.fft.fft(out_bar, length, axis, norm)), a)


@linear(np.fft.irfft)
def irfft(a, n, axis, norm, *, out_bar):
    return cropped_like(
        half_weights(out_bar, axis) * np.conj(np.fft.rfft(out_bar, None, axis, opposite_norm(norm))), a
    )


@linear(np.fft.hfft)
def hfft(a, n, axis, norm, *, out_bar):
    return cropped_like(half_weights(out_bar, axis) * np.fft.rfft(out_bar, None, axis, norm), a)


@linear(np.fft.ihfft)
def ihfft(a, n, axis, norm, *, out_bar):
    length = np.shape(a)[axis] if n is None else n
    return cropped_like(np.real(np.fft.fft(np.conj(out_bar), length, axis, opposite_norm(norm))), a)


@linear(np.fft.rfftn)
def rfftn(a, s, axes, norm, *, out_bar):
    return rfftn_adjoint(out_bar, a, s, axes, norm)


@linear(np.fft.rfft2)
def rfft2(a, s, axes, norm, *, out_bar):
    return rfftn_adjoint(out_bar, a, s, axes, norm)


@linear(np.fft.irfftn)
def irfftn(a, s, axes, norm, *, out_bar):
    return irfftn_adjoint(out_bar, a, s, axes, norm)


@linear(np.fft.irfft2)
def irfft2(a, s, axes, norm, *, out_bar):
    return irfftn_adjoint(out_bar, a, s, axes, norm)


rules.elementwise(np.fft.fftfreq, lambda n, d, *, out: (None, -out / d))
rules.elementwise(np.fft.rfftfreq, lambda n, d, *, out: (None, -out / d))
