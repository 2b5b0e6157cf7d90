"""Who voted for whom in 1996: logistic regression on a survey of 944 people, by SciPy's BFGS and our gradient.

The data and its origin are described in data/README.md.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import ad_transform as ad

DATA = Path(__file__).parent / "data" / "anes96.csv"
PREDICTORS = ("selfLR", "PID", "age", "educ", "income")


def load():
    """Predictors with a column of ones in front, and the vote: 0 for Clinton, 1 for Dole."""
    table = np.genfromtxt(DATA, delimiter="\t", names=True)
    columns = [np.ones(len(table)), *(table[name] for name in PREDICTORS)]
    return np.stack(columns, axis=1), table["vote"]


def loss(beta, features, vote):
    """Mean negative log-likelihood of the votes."""
    score = features @ beta
    return np.mean(np.logaddexp(0.0, score) - vote * score)


loss_and_gradient = ad.value_and_grad(loss, wrt="beta")


def fit(features, vote):
    start = np.zeros(features.shape[1])
    found = minimize(
        loss_and_gradient, start, (features, vote), jac=True, method="BFGS", options={"gtol": 1e-9}
    )
    return found.x


def by_differences(beta, features, vote, step=1e-5):
    """The gradient by central differences."""
    moves = step * np.eye(len(beta))
    return np.array([loss(beta + h, features, vote) - loss(beta - h, features, vote) for h in moves]) / (
        2 * step
    )


def main():
    features, vote = load()
    beta = np.zeros(features.shape[1])
    _, gradient = loss_and_gradient(beta, features, vote)
    print(f"{len(vote)} people, {np.mean(vote):.1%} for Dole")
    print(
        f"largest error of the gradient: {np.max(abs(gradient - by_differences(beta, features, vote))):.0e}"
    )
    beta = fit(features, vote)
    for name, coefficient in zip(("constant", *PREDICTORS), beta, strict=True):
        print(f"{name:9} {coefficient:10.6f}")
    print(f"log-likelihood {-len(vote) * loss(beta, features, vote):.6f}")


if __name__ == "__main__":
    main()
