"""Arguments for each program, of any size; numbers that make the program well conditioned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import algebra, stencils, various

PROGRAMS: dict[Callable, Callable] = {}
"""Each program, and the function of a random generator and a size that makes its arguments."""


def sample(program):
    """Register the arguments of `program`."""

    def register(make):
        PROGRAMS[program] = make
        return make

    return register


def arrays(rng, *shapes):
    return [rng.uniform(0.5, 1.5, shape) for shape in shapes]


def dominant(rng, n):
    """A matrix with a large diagonal, so that it is well conditioned."""
    return rng.uniform(-1.0, 1.0, (n, n)) + 2.0 * n * np.eye(n)


def positive(rng, n):
    root = rng.uniform(-1.0, 1.0, (n, n))
    return root @ root.T + n * np.eye(n)


SHAPES = {
    stencils.jacobi_1d: lambda n: [(n,), (n,), n],
    stencils.jacobi_2d: lambda n: [(n, n), (n, n), 5],
    stencils.heat_3d: lambda n: [(n, n, n), (n, n, n), 4],
    stencils.fdtd_2d: lambda n: [(n, n + 1), (n, n + 1), (n, n + 1), (4,)],
    stencils.seidel_2d: lambda n: [(n, n), 3],
    stencils.wave: lambda n: [(n,), (n,), (n,), n],
    stencils.adi: lambda n: [(n, n), 3],
    stencils.horizontal_diffusion: lambda n: [(n + 4, n + 4, 5), (n, n, 5)],
    stencils.vertical_advection: lambda n: [(n, n, 6), (n, n, 6), (n + 1, n, 7), (n, n, 6), 3.0],
    algebra.gemm: lambda n: [1.5, 1.2, (n, n + 1), (n, n + 2), (n + 2, n + 1)],
    algebra.gemver: lambda n: [1.5, 1.2, (n, n), *[(n,)] * 8],
    algebra.gesummv: lambda n: [1.5, 1.2, (n, n), (n, n), (n,)],
    algebra.atax: lambda n: [(n + 1, n), (n,)],
    algebra.bicg: lambda n: [(n + 1, n), (n,), (n + 1,)],
    algebra.mvt: lambda n: [*[(n,)] * 4, (n, n)],
    algebra.k2mm: lambda n: [1.5, 1.2, (n, n + 1), (n + 1, n + 2), (n + 2, n), (n, n)],
    algebra.syrk: lambda n: [1.5, 1.2, (n, n), (n, n + 1)],
    algebra.trmm: lambda n: [1.5, (n, n), (n, n + 1)],
    algebra.gram_schmidt: lambda n: [(n + 3, n)],
    algebra.covariance: lambda n: [(n + 2, n)],
    algebra.correlation: lambda n: [(n + 2, n)],
    algebra.doitgen: lambda n: [(n, n, n), (n, n)],
    algebra.symm: lambda n: [1.5, 1.2, (n, n + 1), (n, n), (n, n + 1)],
    various.softmax: lambda n: [(2, n, n)],
    various.n_body: lambda n: [(n, 1), (n, 3), (n, 3), 4, 0.01, 1.0, 0.1],
    various.n_body_loops: lambda n: [(n,), (n, 3), (n, 3), 2, 0.01],
    various.floyd_warshall: lambda n: [(n, n)],
    various.azimuthal_integration: lambda n: [(n * n,), (n * n,), 5],
    various.scattering: lambda n: [(3, n, 2, 2), (n, 2, 2), (3, n), 1],
    various.smith_waterman: lambda n: [(n, n + 1), 0.3],
    various.crc_like_mix: lambda n: [(n,), (4,)],
}


def arguments(program, size, seed=0):
    """Arguments of a program for a size, the same for the same seed."""
    rng = np.random.default_rng(seed)
    if program in PROGRAMS:
        return PROGRAMS[program](rng, size)
    shapes = SHAPES[program](size)
    return [rng.uniform(0.5, 1.5, s) if isinstance(s, tuple) else s for s in shapes]


def active(program, args):
    """The positions of the arguments to differentiate: all that hold floats, but for the radii, which choose bins."""
    if program is various.azimuthal_integration:
        return (0,)
    return tuple(k for k, a in enumerate(args) if np.asarray(a).dtype.kind in "fc")


def programs():
    """All programs, in the order of their modules."""
    own = [f for module in (stencils, algebra, various) for f in vars(module).values() if callable(f)]
    return [f for f in own if f in PROGRAMS or f in SHAPES]


@sample(stencils.cavity_flow)
def cavity(rng, n):
    return [*arrays(rng, (n, n), (n, n), (n, n)), 1.1, 0.1, 1.0, 3, 4]


@sample(stencils.channel_flow)
def channel(rng, n):
    return [*arrays(rng, (n, n), (n, n), (n, n)), 1.1, 0.1, 1.0, 0.02]


@sample(stencils.deriche)
def edges(rng, n):
    return [rng.uniform(0.0, 1.0, (n, n + 1)), 0.25]


@sample(algebra.trisolv)
def triangular(rng, n):
    return [np.tril(dominant(rng, n)), *arrays(rng, (n,), (n,))]


@sample(algebra.lu)
def factors(rng, n):
    return [dominant(rng, n)]


@sample(algebra.ludcmp)
def system(rng, n):
    return [dominant(rng, n), *arrays(rng, (n,))]


@sample(algebra.cholesky)
def definite(rng, n):
    return [positive(rng, n)]


@sample(algebra.durbin)
def reflections(rng, n):
    return [rng.uniform(-0.5, 0.5, n) / n]


@sample(various.mlp)
def network(rng, n):
    shapes = [(4, n), (n, n + 1), (n + 1,), (n + 1, n), (n,), (n, 3), (3,)]
    return [rng.uniform(-1.0, 1.0, shape) for shape in shapes]


@sample(various.conv_net)
def layers(rng, n):
    size = ((n + 8) - 2) // 2
    size = (size - 2) // 2
    shapes = [(2, n + 8, n + 8, 1), (3, 3, 1, 3), (3, 3, 3, 4), (size * size * 4, 5), (5,)]
    return [rng.uniform(-1.0, 1.0, shape) for shape in shapes]


@sample(various.spmv)
def sparse(rng, n):
    counts = rng.integers(0, 4, n)
    indptr = np.concatenate(([0], np.cumsum(counts)))
    return [*arrays(rng, (indptr[-1],)), rng.integers(0, n, indptr[-1]), indptr, *arrays(rng, (n,))]


@sample(various.mandelbrot_distance)
def plane(rng, n):
    return [rng.uniform(-1.5, 0.5, (n, n)) + 1j * rng.uniform(-1.0, 1.0, (n, n)), 6]
