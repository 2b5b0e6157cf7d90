"""Derivatives of scipy.sparse.linalg: systems and exponentials of a constant sparse matrix. Kinds and reserved words:
table.py. The product ``A @ x`` has the rule of any product of matrices.
"""

from scipy.sparse import linalg as sp

from ad_transform.rules.table import OurTable
from ad_transform.runtime import transposed

rules = OurTable("scipy.sparse.linalg")
jvp, vjp = rules.jvp, rules.vjp


@jvp(sp.spsolve)
def spsolve_jvp(A, b, permc_spec, *, b_dot):
    return sp.spsolve(A, b_dot, permc_spec)


@vjp(sp.spsolve)
def spsolve_vjp(A, b, permc_spec, *, out_bar):
    return None, sp.spsolve(transposed(A), out_bar)


@jvp(sp.expm_multiply)
def expm_multiply_jvp(A, B, *, B_dot):
    return sp.expm_multiply(A, B_dot)


@vjp(sp.expm_multiply)
def expm_multiply_vjp(A, B, *, out_bar):
    return None, sp.expm_multiply(transposed(A), out_bar)


ITERATED = "it stops before the solution: use scipy.sparse.linalg.spsolve"
for iterated in (
    sp.bicg,
    sp.bicgstab,
    sp.cg,
    sp.cgs,
    sp.gcrotmk,
    sp.gmres,
    sp.lgmres,
    sp.minres,
    sp.qmr,
    sp.tfqmr,
):
    rules.missing(iterated, ITERATED)
for squares in (sp.lsmr, sp.lsqr):
    rules.missing(squares, "it stops before the solution: use np.linalg.lstsq")
for values in (sp.eigs, sp.eigsh, sp.lobpcg, sp.svds):
    rules.missing(values, "some eigenvalues of a constant matrix; of a dense matrix use np.linalg.eigh")
