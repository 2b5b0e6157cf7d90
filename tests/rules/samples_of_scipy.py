"""Calls to try the rules of scipy.fft, signal, spatial, ndimage and integrate on; see samples.py."""

import numpy as np
from scipy import fft, integrate, ndimage, signal, sparse
from scipy.sparse import linalg as sparse_linalg
from scipy.spatial import distance

from tests.rules.samples import plane, real, sample

for norm in [None, "ortho", "forward"]:
    for n in [None, 3, 8]:
        for fn in [fft.fft, fft.ifft, fft.hfft, fft.irfft]:
            sample(fn, plane(2, 5), n, norm=norm)
        for fn in [fft.rfft, fft.ihfft]:
            sample(fn, real(2, 5), n, norm=norm)
        for fn in [fft.dct, fft.idct, fft.dst, fft.idst]:
            for kind in [1, 2, 3, 4]:
                sample(fn, real(5), kind, n, norm=norm)
    for fn in [fft.fft2, fft.ifft2, fft.fftn, fft.ifftn, fft.irfft2, fft.irfftn]:
        sample(fn, plane(2, 3, 4), (4, 3), (1, 0), norm=norm)
        sample(fn, plane(3, 4), norm=norm)
    for fn in [fft.rfft2, fft.rfftn]:
        sample(fn, real(2, 3, 4), (4, 3), (1, 0), norm=norm)
for fn in [fft.dct, fft.idct, fft.dst, fft.idst]:
    sample(fn, real(4, 3), axis=0)
    sample(fn, plane(2, 4))
for fn in [fft.fftshift, fft.ifftshift]:
    sample(fn, real(5))
    sample(fn, real(3, 4), axes=1)

for mode in ["full", "same", "valid"]:
    for fn in [signal.convolve, signal.fftconvolve, signal.oaconvolve, signal.correlate]:
        for n, m in [(5, 3), (4, 4), (6, 2)]:
            sample(fn, real(n), real(m, seed=1), mode)
        sample(fn, real(4, 5), real(2, 3, seed=1), mode)
        sample(fn, plane(5), plane(2, seed=4), mode)
    for fn in [signal.convolve, signal.correlate]:
        sample(fn, real(5), real(3, seed=1), mode, method="direct")
        sample(fn, real(3), real(5, seed=1), mode)
    for fn in [signal.convolve2d] if mode == "same" else [signal.convolve2d, signal.correlate2d]:
        sample(fn, real(4, 5), real(2, 3, seed=1), mode)
        sample(fn, plane(3, 4), plane(2, 2, seed=4), mode)
B, A = real(3), np.array([1.3, 0.4, -0.2])
sample(signal.lfilter, B, A, real(6))
sample(signal.lfilter, B, A[:1], real(2, 6))
sample(signal.lfilter, B[:1], A, real(6, 2), axis=0)
sample(signal.lfilter, real(7), A, real(4))
for kind in ["linear", "constant"]:
    sample(signal.detrend, real(2, 6), type=kind)
    sample(signal.detrend, real(6, 2), 0, kind, [0, 3])

X, Y = real(3, 2), real(4, 2, seed=1)
for metric in ["euclidean", "sqeuclidean", "cityblock"]:
    sample(distance.cdist, X, Y, metric)
    sample(distance.pdist, Y, metric)
for fn in [distance.euclidean, distance.sqeuclidean, distance.cityblock, distance.cosine]:
    sample(fn, real(4), real(4, seed=1))
sample(distance.mahalanobis, real(2), real(2, seed=1), np.array([[2.0, 0.3], [0.3, 1.0]]))
sample(distance.squareform, real(6))

for mode in ["reflect", "wrap", "constant"]:
    sample(ndimage.gaussian_filter, real(5, 6), 0.8, mode=mode)
    sample(ndimage.gaussian_filter1d, real(5, 6), 1, axis=0, mode=mode)

for n in [5, 6]:
    sample(integrate.simpson, real(n))
    sample(integrate.simpson, real(2, n), x=np.arange(n) ** 2)
    sample(integrate.simpson, real(n, 2), dx=0.3, axis=0)
sample(integrate.romb, real(2, 5), 0.3)
sample(integrate.romb, real(5, 2), axis=0)
sample(integrate.cumulative_trapezoid, real(5))
sample(integrate.cumulative_trapezoid, real(2, 5), real(5, seed=1))
sample(integrate.cumulative_trapezoid, real(5, 2), dx=0.3, axis=0, initial=0)
sample(fft.fftfreq, 5, 0.3)
sample(fft.rfftfreq, 6, 0.3)

SPARSE = sparse.csc_array(np.array([[2.0, 1.0, 0.0], [0.0, 3.0, 0.5], [0.0, 0.0, 1.5]]))
for fn in [sparse_linalg.spsolve, sparse_linalg.expm_multiply]:
    sample(fn, SPARSE, real(3))
    sample(fn, SPARSE, real(3, 2))
