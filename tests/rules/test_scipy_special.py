"""The rules of scipy.special where numbers are extreme; that SciPy is imported only for programs that use it."""

import subprocess
import sys

import numpy as np
import pytest

sc = pytest.importorskip("scipy.special")

from ad_transform.rules import standard  # noqa: E402
from ad_transform.rules.apply import vjp_of  # noqa: E402
from ad_transform.rules.checking import check_call  # noqa: E402


def adjoints(fn, *args):
    with np.errstate(all="ignore"):
        return {k: np.asarray(v).tolist() for k, v in vjp_of(standard.find(fn), args, {}, np.ones(2)).items()}


def test_far_tails_stay_finite():
    for x in [-40.0, 1e3]:
        check_call(standard.find(sc.log_ndtr), (x,), {})


def test_scipy_is_not_imported_for_numpy():
    program = "import sys, numpy, ad_transform.rules as r; r.standard.find(numpy.sin); print('scipy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


ZERO = np.array([0.0, 0.0])
CORNERS = [
    (sc.xlogy, (ZERO, np.array([0.0, 2.0])), {"x": [-np.inf, np.log(2.0)], "y": [0.0, 0.0]}),
    (sc.rel_entr, (0.0, np.array([0.0, 2.0])), {"y": [0.0, 0.0]}),
    (sc.kl_div, (0.0, np.array([0.0, 2.0])), {"y": [1.0, 1.0]}),
    (sc.pseudo_huber, (ZERO, np.array([0.0, 2.0])), {"x": [0.0, 2.0], "y": [0.0, 0.0]}),
    (sc.gammainc, (1.0, np.array([0.0, 0.0])), {"y": [1.0, 1.0]}),
    (sc.boxcox, (0.0, np.array([2.0, 1.0])), {"y": [0.25, 1.0]}),
    (sc.bdtr, (5, 5, np.array([0.5, 1.0])), {"p": [0.0, 0.0]}),
    (sc.beip, (ZERO,), {"x": [0.5, 0.5]}),
]


@pytest.mark.parametrize(("fn", "args", "wanted"), CORNERS, ids=lambda x: getattr(x, "__name__", ""))
def test_corners(fn, args, wanted):
    found = list(adjoints(fn, *args).values())
    for bar, expected in zip(found[-len(wanted) :], wanted.values(), strict=True):
        assert bar == expected


def test_a_sum_of_nothing_but_zeros():
    """The logarithm is -inf, and what is weighed with it gets the adjoint zero."""
    bars = vjp_of(standard.find(sc.logsumexp), (np.array([-np.inf, -np.inf]),), {}, 0.0)
    assert bars["a"].tolist() == [0.0, 0.0]
