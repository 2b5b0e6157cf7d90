"""Inputs of the sizes that GradBench states, or the smaller ones of them: `inputs(module)`."""

import json
from pathlib import Path

import numpy as np

BA = {
    "cam": [-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.518870,
            0.087812, 0.002739],
    "x": [7.203245, 0.001144, 3.023326], "w": 0.417022, "feat": [271.760969, 834.209256],
}  # fmt: skip
HANDS = Path(__file__).with_name("hands")


def inputs(module):
    """Label and input of each size."""
    rng = np.random.default_rng(0)
    match module:
        case "llsq":
            for n in (16, 256, 4096, 16392):
                yield f"n={n}, m=128", {"x": rng.uniform(size=128).tolist(), "n": n}
        case "lse":
            for n in (2500, 40000, 640000):
                yield f"n={n}", {"x": rng.uniform(size=n).tolist()}
        case "ode":
            for n, s in ((1000, 10), (1000, 100), (10000, 100)):
                yield f"n={n}, s={s}", {"x": rng.uniform(size=n).tolist(), "s": s}
        case "det":
            for ell in (5, 7, 9):
                yield f"{ell}", {"A": rng.uniform(size=ell * ell).tolist(), "ell": ell}
        case "gmm":
            for d, k in ((2, 5), (10, 5), (10, 25), (32, 25)):
                yield f"{d}_{k}_1000", mixture(rng, d, k, 1000)
        case "lstm":
            for layers, c in ((2, 1024), (4, 1024), (2, 4096)):
                yield f"l={layers}, c={c}", network(rng, layers, c)
        case "kmeans":
            for k, n in ((10, 1000), (10, 10000), (100, 10000)):
                points = rng.uniform(size=(n, 8))
                yield f"k={k}, n={n}, d=8", {"points": points.tolist(), "centroids": points[-k:].tolist()}
        case "ba":
            for n, m, p in ((49, 7776, 31843), (161, 48126, 182072)):
                yield f"n={n}, m={m}, p={p}", {"n": n, "m": m, "p": p, **BA}
        case "ht":
            for path in sorted(HANDS.glob("*.json")):
                yield path.stem, json.loads(path.read_text())
        case "particle":
            yield "w=0", {"w": 0.0}
        case "saddle":
            yield "start=1", {"start": [1.0, 1.0]}
        case "hello":
            yield "x=3", 3.0


def mixture(rng, d, k, n):
    return {
        "d": d, "k": k, "n": n, "m": 0, "gamma": 1.0,
        "x": rng.normal(size=(n, d)).tolist(), "alpha": rng.normal(size=k).tolist(),
        "mu": rng.uniform(size=(k, d)).tolist(), "q": rng.normal(size=(k, d)).tolist(),
        "l": rng.normal(size=(k, d * (d - 1) // 2)).tolist(),
    }  # fmt: skip


def network(rng, layers, c, b=14):
    return {
        "main_params": rng.normal(size=(2 * layers, 4 * b)).tolist(), "extra_params": rng.normal(size=(3, b)).tolist(),
        "state": rng.normal(size=(2 * layers, b)).tolist(),
        "sequence": rng.integers(0, 2, size=(c, b)).astype(float).tolist(),
    }  # fmt: skip
