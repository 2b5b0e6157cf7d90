"""Derivatives of scipy.integrate: sums of samples. Kinds and reserved words: table.py."""

import numpy as np
from scipy import integrate

from ad_transform.rules.products import rules as of_numpy
from ad_transform.rules.table import RuleTable

rules = RuleTable("scipy.integrate")
rules.same(integrate.trapezoid, of_numpy.find(np.trapezoid))
