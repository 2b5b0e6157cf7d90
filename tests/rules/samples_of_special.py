"""Calls to try the rules of scipy.special on; see samples.py."""

import numpy as np
from scipy import special as sc

from tests.rules.samples import plane, real, sample

POSITIVE, UNIT, ANY, X = (0.6, 2.5), (0.2, 0.8), (-1.5, 1.5), real(2, 3)
P, Q, U = real(3, low=0.6, high=2.5), real(2, 3, low=0.6, high=2.5, seed=1), real(3, low=0.2, high=0.8)
S = real(2, 3, low=-0.8, high=0.8)

# Functions of one number: where they are defined
UNARY = {
    sc.gamma: POSITIVE, sc.gammaln: POSITIVE, sc.loggamma: POSITIVE, sc.rgamma: POSITIVE, sc.psi: POSITIVE,
    sc.factorial: POSITIVE, sc.erf: ANY, sc.erfc: ANY, sc.erfcx: ANY, sc.erfi: ANY, sc.dawsn: ANY,
    sc.erfinv: (-0.8, 0.8), sc.erfcinv: (0.3, 1.7), sc.ndtr: ANY, sc.log_ndtr: (-9, 2), sc.ndtri: UNIT,
    sc.ndtri_exp: (-3, -0.2), sc.expit: ANY, sc.logit: UNIT, sc.log_expit: ANY, sc.exp10: ANY, sc.cosm1: ANY,
    sc.exp1: POSITIVE, sc.expi: POSITIVE, sc.entr: POSITIVE, sc.spence: POSITIVE, sc.softplus: ANY,
    sc.wrightomega: ANY, sc.j0: ANY, sc.j1: ANY, sc.y0: POSITIVE, sc.y1: POSITIVE, sc.i0: ANY, sc.i1: ANY,
    sc.k0: POSITIVE, sc.k1: POSITIVE, sc.i0e: POSITIVE, sc.i1e: POSITIVE, sc.k0e: POSITIVE, sc.k1e: POSITIVE,
    sc.ellipk: (-2, 0.8), sc.ellipe: (-2, 0.8), sc.ellipkm1: UNIT, sc.sindg: (-80, 80), sc.cosdg: (-80, 80),
    sc.tandg: (-50, 50), sc.cotdg: (20, 80), sc.exprel: ANY, sc.sici: POSITIVE, sc.shichi: POSITIVE, sc.fresnel: ANY,
    sc.airy: ANY, sc.sinc: ANY, sc.cbrt: POSITIVE, sc.exp2: ANY, sc.expm1: ANY, sc.log1p: POSITIVE, sc.softmax: ANY,
    sc.log_softmax: ANY, sc.logsumexp: ANY, sc.lambertw: POSITIVE,
    sc.ber: POSITIVE, sc.bei: POSITIVE, sc.ker: POSITIVE, sc.kei: POSITIVE, sc.berp: POSITIVE, sc.beip: POSITIVE,
    sc.kerp: POSITIVE, sc.keip: POSITIVE, sc.kelvin: POSITIVE, sc.itairy: (0.1, 0.4), sc.iti0k0: POSITIVE,
    sc.itj0y0: POSITIVE, sc.it2i0k0: POSITIVE, sc.it2j0y0: POSITIVE, sc.itstruve0: POSITIVE, sc.it2struve0: POSITIVE,
    sc.itmodstruve0: POSITIVE,
}  # fmt: skip
for fn, (low, high) in UNARY.items():
    sample(fn, real(low=low, high=high).item())
    sample(fn, real(2, 3, low=low, high=high))

# Functions of several numbers; whole numbers for orders
for fn, args in [
    (sc.polygamma, (1, Q)), (sc.beta, (P, Q)), (sc.betaln, (P, Q)), (sc.poch, (P, Q)), (sc.zeta, (3, Q)),
    (sc.gammainc, (2, Q)), (sc.gammaincc, (2, Q)), (sc.gammaincinv, (2, U)), (sc.gammainccinv, (2, U)),
    (sc.betainc, (2, 3, U)), (sc.betaincc, (2, 3, U)), (sc.betaincinv, (2, 3, U)), (sc.betainccinv, (2, 3, U)),
    (sc.multigammaln, (Q + 2, 3)), (sc.comb, (P + 3, Q)), (sc.perm, (P + 3, Q)), (sc.binom, (P + 3, Q)),
    (sc.expn, (2, Q)), (sc.expn, (0, Q)), (sc.xlogy, (P, Q)), (sc.xlog1py, (P, Q)), (sc.rel_entr, (P, Q)),
    (sc.kl_div, (P, Q)), (sc.powm1, (P, X)), (sc.radian, (X, P, 2.0)), (sc.voigt_profile, (X, P, Q)),
    (sc.boxcox, (Q, 2)), (sc.boxcox, (Q, P)), (sc.boxcox, (Q, 0.0)), (sc.boxcox1p, (Q, 2)), (sc.boxcox1p, (Q, -P)),
    (sc.inv_boxcox, (Q, 2)), (sc.inv_boxcox, (Q, P)), (sc.inv_boxcox, (Q, 1e-5)), (sc.inv_boxcox1p, (Q, P)),
    (sc.huber, (P, Q)), (sc.huber, (0.3, -Q)), (sc.pseudo_huber, (P, Q)), (sc.diric, (X, 3)), (sc.diric, (X, 4)),
    (sc.agm, (P, Q)), (sc.agm, (P, 0.3)), (sc.owens_t, (P, Q)),
    # Bessel functions and those like them
    (sc.jv, (2, Q)), (sc.yv, (2, Q)), (sc.yn, (2, Q)), (sc.iv, (2, Q)), (sc.kv, (2, Q)), (sc.kn, (2, Q)),
    (sc.ive, (2, Q)), (sc.ive, (1, -Q)), (sc.jve, (2, Q)), (sc.yve, (2, Q)), (sc.kve, (2, Q)), (sc.hankel1, (2, Q)),
    (sc.hankel2, (2, Q)), (sc.hankel1e, (2, Q)), (sc.hankel2e, (2, Q)), (sc.jvp, (2, Q)), (sc.yvp, (2, Q, 2)),
    (sc.ivp, (2, Q)), (sc.kvp, (2, Q)), (sc.h1vp, (2, Q)), (sc.h2vp, (2, Q)), (sc.struve, (2, Q)),
    (sc.modstruve, (2, Q)), (sc.wright_bessel, (1.2, 0.7, Q)), (sc.log_wright_bessel, (1.2, 0.7, Q)),
    (sc.pbdv, (1.5, Q)), (sc.pbvv, (1.5, Q)), (sc.pbwa, (0.5, Q)),
    *((fn, (n, Q, d)) for fn in (sc.spherical_jn, sc.spherical_yn, sc.spherical_in, sc.spherical_kn)
      for n in (0, 2) for d in (False, True)),
    # Orthogonal polynomials and harmonics
    *((fn, (n, S)) for fn in (sc.eval_legendre, sc.eval_chebyt, sc.eval_chebyu, sc.eval_chebyc, sc.eval_chebys,
                              sc.eval_laguerre, sc.eval_hermite, sc.eval_hermitenorm, sc.eval_sh_legendre,
                              sc.eval_sh_chebyt, sc.eval_sh_chebyu) for n in (0, 1, 4)),
    *((fn, (2.5, U)) for fn in (sc.eval_legendre, sc.eval_chebyt, sc.eval_laguerre)),
    *((fn, (n, 1.5, S)) for fn in (sc.eval_gegenbauer, sc.eval_genlaguerre) for n in (0, 1, 4)),
    *((sc.eval_jacobi, (n, 0.5, 1.5, S)) for n in (0, 1, 4)), (sc.eval_sh_jacobi, (3, 2.5, 1.5, U)),
    (sc.eval_sh_jacobi, (0, 2.5, 1.5, U)), (sc.assoc_laguerre, (S, 3, 1.5)), (sc.legendre_p, (3, S)),
    (sc.assoc_legendre_p, (3, 1, S)), (sc.sph_legendre_p, (3, 1, Q)), (sc.sph_harm_y, (3, 1, Q, P)),
    (sc.sph_harm_y, (2, -2, Q, X)), (sc.sph_harm_y, (0, 0, Q, X)),
    # Elliptic and hypergeometric functions
    (sc.ellipkinc, (Q, U)), (sc.ellipeinc, (Q, U)), (sc.ellipkinc, (Q, np.array([0.0, 1e-6, -3.0]))),
    (sc.ellipeinc, (Q, np.array([0.0, 1e-6, -3.0]))), (sc.ellipj, (Q, U)), (sc.ellipj, (2.3, 0.4)),
    (sc.elliprc, (P, Q)), (sc.elliprc, (P, P)), (sc.elliprc, (P, -Q)), (sc.hyp0f1, (2, Q)), (sc.hyp1f1, (2, 3, Q)),
    (sc.hyp2f1, (2, 3, 4, U)), (sc.hyperu, (2, 3, Q)),
    # Distribution functions
    (sc.stdtr, (3, Q)), (sc.stdtrit, (3, U)), (sc.chdtr, (3, Q)), (sc.chdtrc, (3, Q)), (sc.chdtri, (3, U)),
    (sc.fdtr, (3, 4, Q)), (sc.fdtrc, (3, 4, Q)), (sc.fdtri, (3, 4, U)), (sc.pdtr, (3, Q)), (sc.pdtrc, (3, Q)),
    (sc.pdtri, (3, U)), (sc.bdtr, (2, 5, U)), (sc.bdtrc, (2, 5, U)), (sc.bdtri, (2, 5, U)), (sc.nbdtr, (2, 5, U)),
    (sc.nbdtrc, (2, 5, U)), (sc.nbdtri, (2, 5, U)), (sc.nrdtrimn, (U, P, X)), (sc.nrdtrisd, (X, 0.2 * U + 0.7, Q + 2)),
    (sc.gdtr, (P, 2, Q)), (sc.gdtrc, (P, 2, Q)), (sc.gdtria, (U, 2, Q)), (sc.gdtrix, (P, 2, U)),
    (sc.chndtr, (Q, 3, P)), (sc.chndtr, (Q, 1, P)), (sc.chndtrix, (U, 3, P)), (sc.chndtrinc, (Q, 3, 0.1)),
    (sc.tklmbda, (S, 0.3)),
    # Corners
    (sc.exprel, (np.array([0.0, 1e-4, -5e-4, 1.0]),)), (sc.spence, (np.array([1.0]),)),
    (sc.gamma, (np.array([-0.5, -1.4]),)), (sc.rgamma, (np.array([-2.0, -1.0, 0.0, -0.5]),)),
    (sc.poch, (np.array([-2.0, -2.0]), np.array([3, 2]))), (sc.binom, (np.array([2.0, 2.5]), 3)),
]:  # fmt: skip
    sample(fn, *args)

# Complex numbers
PLANE = plane(3)
for fn in [
    sc.gamma,
    sc.loggamma,
    sc.rgamma,
    sc.erf,
    sc.wofz,
    sc.dawsn,
    sc.log_ndtr,
    sc.ndtr,
    sc.exp1,
    sc.expi,
]:
    sample(fn, PLANE)
for fn in [
    sc.spence,
    sc.lambertw,
    sc.wrightomega,
    sc.sici,
    sc.shichi,
    sc.fresnel,
    sc.airy,
    sc.logsumexp,
    sc.softmax,
]:
    sample(fn, PLANE)
for fn in [sc.jv, sc.yv, sc.iv, sc.kv, sc.jve, sc.yve, sc.ive, sc.kve, sc.hankel1, sc.hankel2e]:
    sample(fn, 2, PLANE)
sample(sc.hyp2f1, 2, 3, 4, PLANE / 3)
sample(sc.xlogy, PLANE, PLANE + 0.2)
sample(sc.eval_legendre, 3, PLANE)
sample(sc.elliprc, PLANE + 3, PLANE[::-1] + 3)

# Sums of exponentials
for axis, b, keepdims in [
    (1, None, False),
    ((0, 1), None, False),
    (1, Q, False),
    (1, None, True),
    (0, P, True),
]:
    sample(sc.logsumexp, X, axis, b, keepdims)
sample(sc.logsumexp, X, 1, S, return_sign=True)
sample(sc.logsumexp, X, return_sign=True)
sample(sc.logsumexp, plane(2, 3), 0, return_sign=True)
sample(sc.softmax, X, 1)
sample(sc.log_softmax, X, 0)
