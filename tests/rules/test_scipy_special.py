"""The rules of scipy.special: found when asked for, right by differences, closed under differentiation."""

import subprocess
import sys

import numpy as np
import pytest

sc = pytest.importorskip("scipy.special")

from ad_transform.rules import standard  # noqa: E402
from ad_transform.rules.scipy_special import rules  # noqa: E402
from ad_transform.rules.table import name_of  # noqa: E402
from tests.rules.checking import check_call  # noqa: E402
from tests.rules.samples import plane, real  # noqa: E402
from tests.rules.test_closure import test_what_a_rule_calls_has_a_rule as check_closure  # noqa: E402

POSITIVE, UNIT, ANY, X = (0.6, 2.5), (0.2, 0.8), (-1.5, 1.5), real(2, 3)
DOMAINS = {
    sc.gamma: POSITIVE, sc.gammaln: POSITIVE, sc.loggamma: POSITIVE, sc.rgamma: POSITIVE, sc.psi: POSITIVE,
    sc.factorial: POSITIVE, sc.erf: ANY, sc.erfc: ANY, sc.erfcx: ANY, sc.erfi: ANY, sc.dawsn: ANY,
    sc.erfinv: (-0.8, 0.8), sc.erfcinv: (0.3, 1.7), sc.ndtr: ANY, sc.log_ndtr: (-9, 2), sc.ndtri: UNIT,
    sc.ndtri_exp: (-3, -0.2), sc.expit: ANY, sc.logit: UNIT, sc.log_expit: ANY, sc.exp10: ANY, sc.cosm1: ANY,
    sc.exp1: POSITIVE, sc.expi: POSITIVE, sc.entr: POSITIVE, sc.spence: POSITIVE,
    sc.wrightomega: ANY, sc.j0: ANY, sc.j1: ANY, sc.y0: POSITIVE, sc.y1: POSITIVE, sc.i0: ANY, sc.i1: ANY,
    sc.k0: POSITIVE, sc.k1: POSITIVE, sc.i0e: POSITIVE, sc.i1e: POSITIVE, sc.k0e: POSITIVE, sc.k1e: POSITIVE,
    sc.ellipk: UNIT, sc.ellipe: UNIT, sc.ellipkm1: UNIT, sc.sindg: (-80, 80), sc.cosdg: (-80, 80), sc.tandg: (-50, 50),
    sc.cotdg: (20, 80), sc.exprel: ANY, sc.sici: POSITIVE, sc.shichi: POSITIVE, sc.fresnel: ANY, sc.airy: ANY,
    sc.sinc: ANY, sc.cbrt: POSITIVE, sc.exp2: ANY, sc.expm1: ANY, sc.log1p: POSITIVE, sc.softmax: ANY,
    sc.log_softmax: ANY, sc.logsumexp: ANY, sc.lambertw: POSITIVE,
}  # fmt: skip
P, Q, U = real(3, low=0.6, high=2.5), real(2, 3, low=0.6, high=2.5, seed=1), real(3, low=0.2, high=0.8)
CALLS = [
    (sc.polygamma, (1, Q)), (sc.beta, (P, Q)), (sc.betaln, (P, Q)), (sc.poch, (P, Q)), (sc.zeta, (3, Q)),
    (sc.gammainc, (2, Q)), (sc.gammaincc, (2, Q)), (sc.gammaincinv, (2, U)), (sc.gammainccinv, (2, U)),
    (sc.betainc, (2, 3, U)), (sc.betaincc, (2, 3, U)), (sc.betaincinv, (2, 3, U)), (sc.wofz, (plane(3),)),
    (sc.expn, (2, Q)), (sc.xlogy, (P, Q)), (sc.xlog1py, (P, Q)), (sc.rel_entr, (P, Q)), (sc.kl_div, (P, Q)),
    (sc.jv, (2, Q)), (sc.yv, (2, Q)), (sc.yn, (2, Q)), (sc.iv, (2, Q)), (sc.kv, (2, Q)), (sc.kn, (2, Q)),
    (sc.ive, (2, Q)),
    (sc.kve, (2, Q)), (sc.hankel1, (2, Q)), (sc.hankel2, (2, Q)), (sc.hankel1, (2, Q + 0.5j)), (sc.struve, (2, Q)),
    (sc.modstruve, (2, Q)), (sc.hyp0f1, (2, Q)), (sc.hyp1f1, (2, 3, Q)), (sc.hyp2f1, (2, 3, 4, U)),
    (sc.hyperu, (2, 3, Q)),
    (sc.stdtr, (3, Q)), (sc.stdtrit, (3, U)), (sc.chdtr, (3, Q)), (sc.chdtrc, (3, Q)), (sc.pdtr, (3, Q)),
    (sc.pdtrc, (3, Q)),
    (sc.boxcox, (Q, 2)), (sc.boxcox1p, (Q, 2)), (sc.inv_boxcox, (Q, 2)), (sc.binom, (P + 3, Q)), (sc.huber, (P, Q)),
    (sc.huber, (0.3, -Q)), (sc.pseudo_huber, (P, Q)), (sc.ellipkinc, (Q, U)), (sc.ellipeinc, (Q, U)),
    (sc.owens_t, (P, Q)),
    (sc.logsumexp, (X, 1)), (sc.logsumexp, (X, (0, 1))), (sc.logsumexp, (X, 1, Q)), (sc.logsumexp, (X, 1, None, True)),
    (sc.softmax, (X, 1)), (sc.log_softmax, (X, 0)), (sc.exprel, (np.array([0.0, 1e-4, -5e-4, 1.0]),)),
    (sc.spence, (np.array([1.0]),)), (sc.gamma, (np.array([-0.5, -1.4]),)),
]  # fmt: skip
CALLS += [(fn, (real(2, 3, low=low, high=high),)) for fn, (low, high) in DOMAINS.items()]
CALLS += [(fn, (real(low=low, high=high).item(),)) for fn, (low, high) in DOMAINS.items()]


@pytest.mark.parametrize(("fn", "args"), CALLS, ids=lambda x: name_of(x) if callable(x) else "")
def test_derivative_of(fn, args):
    check_call(standard.find(fn), args, {})


def test_every_rule_is_tried():
    active = [rule.function for rule in rules if rule.kind not in ("inactive", "missing")]
    assert [name_of(fn) for fn in active if fn not in {fn for fn, _ in CALLS}] == []


@pytest.mark.parametrize("rule", rules, ids=lambda rule: name_of(rule.function))
def test_closure(rule):
    check_closure(rule)


def test_far_tails_stay_finite():
    for x in [-40.0, 1e3]:
        check_call(standard.find(sc.log_ndtr), (x,), {})


def test_scipy_is_not_imported_for_numpy():
    program = "import sys, numpy, ad_transform.rules as r; r.standard.find(numpy.sin); print('scipy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_xlogy_at_zero():
    from ad_transform.rules.apply import vjp_of

    with np.errstate(all="ignore"):
        bars = vjp_of(standard.find(sc.xlogy), (np.array([0.0, 0.0]), np.array([0.0, 2.0])), {}, np.ones(2))
    assert bars["y"].tolist() == [0.0, 0.0]
    assert bars["x"].tolist() == [-np.inf, np.log(2.0)]
