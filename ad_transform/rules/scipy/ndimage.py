"""Derivatives of scipy.ndimage: smoothing, whose matrix is symmetric where the array goes on as its mirror image, in a
circle, or as zeros. Kinds and reserved words: table.py.
"""

from scipy import ndimage

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.ndimage")
linear = rules.linear
SYMMETRIC = {
    "mode": ("reflect", "grid-mirror", "wrap", "grid-wrap", "constant"),
    "order": (0,),
    "cval": (0.0,),
}


@linear(ndimage.gaussian_filter, only=SYMMETRIC)
def gaussian_filter(input, sigma, order, mode, cval, truncate, *, out_bar):
    return ndimage.gaussian_filter(out_bar, sigma, mode=mode, truncate=truncate)


@linear(ndimage.gaussian_filter1d, only=SYMMETRIC)
def gaussian_filter1d(input, sigma, axis, order, mode, cval, truncate, *, out_bar):
    return ndimage.gaussian_filter1d(out_bar, sigma, axis, mode=mode, truncate=truncate)
