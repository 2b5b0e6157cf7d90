"""Derivatives of scipy.linalg. Kinds and reserved words: table.py; formulas: Giles, An extended collection of matrix
derivative results, 2008, and Higham, Functions of matrices, 2008. Matrices have two axes here, but where it says so.
"""

import numpy as np
from scipy import linalg as sl

from ad_transform.rules.linalg import pinv_jvp, pinv_vjp
from ad_transform.rules.linalg import rules as of_numpy
from ad_transform.rules.table import OurTable
from ad_transform.runtime import from_triangle, to_triangle

rules = OurTable("scipy.linalg")
jvp, vjp = rules.jvp, rules.vjp

rules.same(sl.inv, of_numpy.find(np.linalg.inv))
rules.same(sl.det, of_numpy.find(np.linalg.det))
rules.same(sl.pinv, of_numpy.find(np.linalg.pinv))
rules.same(sl.norm, of_numpy.find(np.linalg.norm))
rules.same(sl.svdvals, of_numpy.find(np.linalg.svdvals))
rules.same(sl.svd, of_numpy.find(np.linalg.svd), fixed={"hermitian": False})

rules.same(sl.lstsq, of_numpy.find(np.linalg.lstsq))


@jvp(sl.pinvh)
def pinvh_jvp(a, lower, check_finite, *, out, a_dot):
    triangle = "L" if lower else "U"
    return pinv_jvp(from_triangle(a, triangle), None, out=out, a_dot=from_triangle(a_dot, triangle))


@vjp(sl.pinvh)
def pinvh_vjp(a, lower, check_finite, *, out, out_bar):
    triangle = "L" if lower else "U"
    return to_triangle(pinv_vjp(from_triangle(a, triangle), None, out=out, out_bar=out_bar), triangle)


# Functions of matrices: the upper right block of f([[A, E], [0, A]]) is the derivative of f at A along E


@jvp(sl.expm)
def expm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    upper = np.concatenate([A, A_dot], axis=-1)
    lower = np.concatenate([np.zeros_like(A), A], axis=-1)
    return sl.expm(np.concatenate([upper, lower], axis=-2))[..., :n, n:]


@vjp(sl.expm)
def expm_vjp(A, *, out_bar):
    n = np.shape(A)[-1]
    turned = np.matrix_transpose(A)
    upper = np.concatenate([turned, out_bar], axis=-1)
    lower = np.concatenate([np.zeros_like(turned), turned], axis=-1)
    return sl.expm(np.concatenate([upper, lower], axis=-2))[..., :n, n:]


@jvp(sl.logm)
def logm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.logm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.logm)
def logm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.logm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.sinm)
def sinm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.sinm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.sinm)
def sinm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.sinm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.cosm)
def cosm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.cosm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.cosm)
def cosm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.cosm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.sinhm)
def sinhm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.sinhm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.sinhm)
def sinhm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.sinhm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.coshm)
def coshm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.coshm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.coshm)
def coshm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.coshm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.tanm)
def tanm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.tanm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.tanm)
def tanm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.tanm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.tanhm)
def tanhm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.tanhm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.tanhm)
def tanhm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.tanhm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.signm)
def signm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.signm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.signm)
def signm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.signm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.fractional_matrix_power)
def fractional_matrix_power_jvp(A, t, *, out, A_dot, t_dot):
    n = np.shape(A)[-1]
    by_matrix = sl.fractional_matrix_power(np.block([[A, A_dot], [np.zeros_like(A), A]]), t)
    return by_matrix[..., :n, n:] + sl.logm(A) @ out * t_dot


@vjp(sl.fractional_matrix_power)
def fractional_matrix_power_vjp(A, t, *, out, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    by_matrix = sl.fractional_matrix_power(np.block([[turned, out_bar], [np.zeros_like(A), turned]]), t)
    return by_matrix[..., :n, n:], np.sum(sl.logm(A) @ out * out_bar)


# ``expm([[A, E], [0, A]])`` holds both results of `expm_frechet`, so its derivative is one of `expm` once more


@jvp(sl.expm_frechet, only={"compute_expm": (True,)})
def expm_frechet_jvp(A, E, compute_expm, check_finite, *, A_dot, E_dot):
    n, zero = np.shape(A)[-1], np.zeros_like(A)
    inner, moved = np.block([[A, E], [zero, A]]), np.block([[A_dot, E_dot], [zero, A_dot]])
    whole = sl.expm(np.block([[inner, moved], [np.zeros_like(inner), inner]]))
    return whole[:n, 2 * n : 3 * n], whole[:n, 3 * n :]


@vjp(sl.expm_frechet, only={"compute_expm": (True,)})
def expm_frechet_vjp(A, E, compute_expm, check_finite, *, out_bar):
    n, zero = np.shape(A)[-1], np.zeros_like(A)
    turned = np.transpose(np.block([[A, E], [zero, A]]))
    bar = np.block([[out_bar[0], out_bar[1]], [zero, zero]])
    whole = sl.expm(np.block([[turned, bar], [np.zeros_like(turned), turned]]))[: 2 * n, 2 * n :]
    return whole[:n, :n] + whole[n:, n:], whole[:n, n:]


@jvp(sl.sqrtm)
def sqrtm_jvp(A, *, out, A_dot):
    return sl.solve_sylvester(out, out, A_dot)


@vjp(sl.sqrtm)
def sqrtm_vjp(A, *, out, out_bar):
    turned = np.transpose(out)
    return sl.solve_sylvester(turned, turned, out_bar)


rules.missing(
    sl.expm_cond, "it is the norm of a derivative of second order; take that of scipy.linalg.expm_frechet"
)
rules.missing(sl.funm, "the derivative of the function of numbers is not known here; use expm, logm or sqrtm")
