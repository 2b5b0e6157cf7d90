"""Derivatives of scipy.fft: the rules of numpy.fft, and transforms to cosines and sines. Kinds: table.py.

All are linear. The transforms of type 2 and 3 are transposes of each other and those of type 1 and 4 of themselves, up
to the weights of the ends where they are not orthonormal: Strang, The discrete cosine transform, 1999.
"""

import numpy as np
from scipy import fft as sf

from ad_transform.rules.fft import rules as of_numpy
from ad_transform.rules.table import OurTable
from ad_transform.runtime import cropped_like

rules = OurTable("scipy.fft")
linear = rules.linear

rules.same(sf.fft, of_numpy.find(np.fft.fft))
rules.same(sf.ifft, of_numpy.find(np.fft.ifft))
rules.same(sf.fft2, of_numpy.find(np.fft.fft2))
rules.same(sf.ifft2, of_numpy.find(np.fft.ifft2))
rules.same(sf.fftn, of_numpy.find(np.fft.fftn))
rules.same(sf.ifftn, of_numpy.find(np.fft.ifftn))
rules.same(sf.rfft, of_numpy.find(np.fft.rfft))
rules.same(sf.irfft, of_numpy.find(np.fft.irfft))
rules.same(sf.rfft2, of_numpy.find(np.fft.rfft2))
rules.same(sf.irfft2, of_numpy.find(np.fft.irfft2))
rules.same(sf.rfftn, of_numpy.find(np.fft.rfftn))
rules.same(sf.irfftn, of_numpy.find(np.fft.irfftn))
rules.same(sf.hfft, of_numpy.find(np.fft.hfft))
rules.same(sf.ihfft, of_numpy.find(np.fft.ihfft))


@linear(sf.fftshift)
def fftshift(x, axes, *, out_bar):
    return sf.ifftshift(out_bar, axes)


@linear(sf.ifftshift)
def ifftshift(x, axes, *, out_bar):
    return sf.fftshift(out_bar, axes)


def ends(value, first, last):
    """`value` with the first and the last number along its last axis multiplied."""
    places = np.arange(np.shape(value)[-1])
    at_last = np.where(places == np.shape(value)[-1] - 1, last, 1.0)
    return value * np.where(places == 0, first, at_last)


def transposed_cosines(bar, type, norm):
    if type == 1:
        return bar if norm == "ortho" else ends(bar, 2.0, 2.0)
    return ends(bar, 2.0, 1.0) if type == 2 and norm != "ortho" else bar


def weighed_cosines(value, type, norm):
    if type == 1:
        return value if norm == "ortho" else ends(value, 0.5, 0.5)
    return ends(value, 0.5, 1.0) if type == 3 and norm != "ortho" else value


def transposed_sines(bar, type, norm):
    return ends(bar, 1.0, 2.0) if type == 2 and norm != "ortho" else bar


def weighed_sines(value, type, norm):
    return ends(value, 1.0, 0.5) if type == 3 and norm != "ortho" else value


def other_type(type):
    """The type of the transpose, and of the inverse."""
    return 5 - type if type == 2 or type == 3 else type


PLAIN = {"type": (1, 2, 3, 4)}


@linear(sf.dct, only=PLAIN)
def dct(x, type, n, axis, norm, *, out_bar):
    bar = transposed_cosines(np.moveaxis(out_bar, axis, -1), type, norm)
    found = weighed_cosines(sf.dct(bar, other_type(type), norm=norm), type, norm)
    return cropped_like(np.moveaxis(found, -1, axis), x)


@linear(sf.idct, only=PLAIN)
def idct(x, type, n, axis, norm, *, out_bar):
    bar = transposed_cosines(np.moveaxis(out_bar, axis, -1), other_type(type), norm)
    found = weighed_cosines(sf.idct(bar, other_type(type), norm=norm), other_type(type), norm)
    return cropped_like(np.moveaxis(found, -1, axis), x)


@linear(sf.dst, only=PLAIN)
def dst(x, type, n, axis, norm, *, out_bar):
    bar = transposed_sines(np.moveaxis(out_bar, axis, -1), type, norm)
    found = weighed_sines(sf.dst(bar, other_type(type), norm=norm), type, norm)
    return cropped_like(np.moveaxis(found, -1, axis), x)


@linear(sf.idst, only=PLAIN)
def idst(x, type, n, axis, norm, *, out_bar):
    bar = transposed_sines(np.moveaxis(out_bar, axis, -1), other_type(type), norm)
    found = weighed_sines(sf.idst(bar, other_type(type), norm=norm), other_type(type), norm)
    return cropped_like(np.moveaxis(found, -1, axis), x)


for several in (sf.dctn, sf.idctn, sf.dstn, sf.idstn):
    rules.missing(several, "apply the transform of one axis to each of the axes")
for several in (sf.hfft2, sf.hfftn, sf.ihfft2, sf.ihfftn):
    rules.missing(several, "use scipy.fft.irfftn or rfftn of the conjugate")
for logarithmic in (sf.fht, sf.ifht):
    rules.missing(logarithmic, "the transpose of a transform on a logarithmic grid is not stated")
rules.elementwise(sf.fftfreq, lambda n, d, *, out: (None, -out / d))
rules.elementwise(sf.rfftfreq, lambda n, d, *, out: (None, -out / d))
rules.inactive(sf.next_fast_len, sf.prev_fast_len)
rules.missing(sf.fhtoffset, "the phase of the transform has no closed form here")
