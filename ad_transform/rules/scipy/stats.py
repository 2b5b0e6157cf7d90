"""Derivatives of scipy.stats: densities and distribution functions of the normal law, by all their arguments."""

import numpy as np
from scipy import stats

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.stats")
NORMAL = "(x, loc=0.0, scale=1.0)"


@rules.elementwise(stats.norm.logpdf, signature=NORMAL)
def norm_logpdf(x, loc, scale):
    z = (x - loc) / scale
    return -z / scale, z / scale, (z**2 - 1) / scale


@rules.elementwise(stats.norm.pdf, signature=NORMAL)
def norm_pdf(x, loc, scale, *, out):
    z = (x - loc) / scale
    return -out * z / scale, out * z / scale, out * (z**2 - 1) / scale


@rules.elementwise(stats.norm.cdf, signature=NORMAL)
def norm_cdf(x, loc, scale):
    density = stats.norm.pdf(x, loc, scale)
    return density, -density, -density * (x - loc) / scale


@rules.elementwise(stats.norm.sf, signature=NORMAL)
def norm_sf(x, loc, scale):
    density = stats.norm.pdf(x, loc, scale)
    return -density, density, density * (x - loc) / scale


@rules.elementwise(stats.norm.logcdf, signature=NORMAL)
def norm_logcdf(x, loc, scale, *, out):
    ratio = np.exp(stats.norm.logpdf(x, loc, scale) - out)
    return ratio, -ratio, -ratio * (x - loc) / scale


@rules.elementwise(stats.norm.logsf, signature=NORMAL)
def norm_logsf(x, loc, scale, *, out):
    ratio = np.exp(stats.norm.logpdf(x, loc, scale) - out)
    return -ratio, ratio, ratio * (x - loc) / scale
