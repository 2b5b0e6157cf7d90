"""What is known about the derivatives of other people's functions: tables of rules, one file per library part."""

from ad_transform.rules.creation import rules as creation
from ad_transform.rules.elementwise import rules as elementwise
from ad_transform.rules.fft import rules as fft
from ad_transform.rules.indexing import rules as indexing
from ad_transform.rules.interpolation import rules as interpolation
from ad_transform.rules.joining import rules as joining
from ad_transform.rules.linalg import rules as linalg
from ad_transform.rules.mathlib import rules as mathlib
from ad_transform.rules.polynomials import rules as polynomials
from ad_transform.rules.products import rules as products
from ad_transform.rules.python import rules as python
from ad_transform.rules.random import rules as random
from ad_transform.rules.reductions import rules as reductions
from ad_transform.rules.shaping import rules as shaping
from ad_transform.rules.solvers import rules as solvers
from ad_transform.rules.sorting import rules as sorting
from ad_transform.rules.stdlib import rules as stdlib
from ad_transform.rules.support import rules as support
from ad_transform.rules.table import Rule, RuleTable

__all__ = ["Rule", "RuleTable", "standard"]

standard = python | mathlib | elementwise | reductions | shaping | joining | indexing | products | sorting
standard = (
    standard | linalg | fft | creation | polynomials | random | stdlib | support | solvers | interpolation
)
standard = standard.later("numpy.polynomial", "ad_transform.rules.series")
for part, files in {
    "special": ("special", "special_bessel", "special_orthogonal", "special_elliptic", "special_laws"),
    "linalg": ("linalg", "linalg_systems", "linalg_factors", "linalg_patterns"),
    "stats": ("stats", "laws", "laws_more", "discrete", "stats_more"),
    "integrate": ("integrate",),
    "optimize": ("optimize",),
    "fft": ("fft",),
    "signal": ("signal",),
    "spatial": ("spatial",),
    "ndimage": ("ndimage",),
    "sparse": ("sparse",),
}.items():
    for file in files:
        standard = standard.later(f"scipy.{part}", f"ad_transform.rules.scipy.{file}")
