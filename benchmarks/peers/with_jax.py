"""Problems as JAX wants them: whole arrays, `scan` for loops, compiled, in double precision."""

import math

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def lse(x):
    top = jnp.max(x)
    return top + jnp.log(jnp.sum(jnp.exp(x - top)))


def llsq(x, n):
    t = -1.0 + 2.0 * jnp.arange(n) / (n - 1)
    powers = t[:, None] ** jnp.arange(len(x))
    return 0.5 * jnp.sum((jnp.sign(t) - powers @ x) ** 2)


def ode(x, s):
    h = 2.0 / s

    def rate(y):
        return jnp.concatenate([x[:1], x[1:] * y[:-1]])

    def step(y, _):
        k1 = rate(y)
        k2 = rate(y + h / 2 * k1)
        k3 = rate(y + h / 2 * k2)
        k4 = rate(y + h * k3)
        return y + h * (k1 + 2 * k2 + 2 * k3 + k4) / 6, None

    return jax.lax.scan(step, jnp.zeros_like(x), None, s)[0]


def gmm(parameters, x, gamma, m):
    alpha, mu, q, l = parameters
    n, d = x.shape
    rows, columns = np.tril_indices(d, -1)
    order = np.lexsort((rows, columns))
    lower = jnp.zeros((len(alpha), d, d)).at[:, rows[order], columns[order]].set(l)
    lower = lower + jax.vmap(jnp.diag)(jnp.exp(q))
    centred = x[:, None, :] - mu
    beta = alpha + q.sum(1) - 0.5 * jnp.sum(jnp.einsum("cij,ncj->nci", lower, centred) ** 2, -1)
    total = jnp.sum(jax.scipy.special.logsumexp(beta, 1)) - n * jax.scipy.special.logsumexp(alpha)
    total = total - n * d / 2 * math.log(2 * math.pi)
    degrees = d + m + 1
    constant = degrees * d * math.log(gamma / math.sqrt(2)) - d * (d - 1) / 4 * math.log(math.pi)
    constant -= sum(math.lgamma(0.5 * degrees + 0.5 * (1 - j)) for j in range(1, d + 1))
    squares = jnp.sum(jnp.exp(q) ** 2) + jnp.sum(l**2)
    return total + len(alpha) * constant - 0.5 * gamma**2 * squares + m * jnp.sum(q)


def lstm(parameters, state, sequence):
    main, extra = parameters
    layers, width = len(main) // 2, extra.shape[1]
    w, b = main[::2].reshape(layers, 4, width), main[1::2].reshape(layers, 4, width)

    def step(carry, pair):
        hidden, cell = carry
        now, following = pair
        x, hs, cs = now * extra[0], [], []
        for i in range(layers):
            forget = jax.nn.sigmoid(x * w[i, 0] + b[i, 0])
            gate = jax.nn.sigmoid(hidden[i] * w[i, 1] + b[i, 1])
            out = jax.nn.sigmoid(x * w[i, 2] + b[i, 2])
            change = jnp.tanh(hidden[i] * w[i, 3] + b[i, 3])
            cs.append(cell[i] * forget + gate * change)
            hs.append(out * jnp.tanh(cs[-1]))
            x = hs[-1]
        y = x * extra[1] + extra[2]
        return (jnp.stack(hs), jnp.stack(cs)), jnp.sum(following * (y - jnp.log(jnp.sum(jnp.exp(y)) + 2)))

    _, parts = jax.lax.scan(step, (state[::2], state[1::2]), (sequence[:-1], sequence[1:]))
    return -jnp.sum(parts) / ((len(sequence) - 1) * width)


def kmeans(centroids, points):
    return jnp.sum(jnp.min(jnp.sum((points[:, None] - centroids) ** 2, -1), 1))


def direction(centroids, points):
    slope = jax.grad(kmeans)
    slopes, curvatures = jax.jvp(lambda c: slope(c, points), (centroids,), (jnp.ones_like(centroids),))
    return slopes / curvatures


def call(function, *arguments, static=()):
    """A call of the compiled function that waits for the result."""
    compiled = jax.jit(function, static_argnums=static)
    arguments = [a if k in static else jax.tree.map(jnp.asarray, a) for k, a in enumerate(arguments)]
    return lambda: jax.block_until_ready(compiled(*arguments))


def array(given, *names):
    found = tuple(np.array(given[name], float) for name in names)
    return found if len(found) > 1 else found[0]


def mixture(given):
    alpha, mu, q, l, x = array(given, "alpha", "mu", "q", "l", "x")
    return (alpha, mu, q, l.reshape(given["k"], -1)), x, float(given["gamma"]), given["m"]


def network(given):
    main, extra, state, sequence = array(given, "main_params", "extra_params", "state", "sequence")
    return (main, extra), state, sequence


FUNCTIONS = {
    ("lse", "primal"): lambda g: call(lse, array(g, "x")),
    ("lse", "gradient"): lambda g: call(jax.grad(lse), array(g, "x")),
    ("llsq", "primal"): lambda g: call(llsq, array(g, "x"), g["n"], static=(1,)),
    ("llsq", "gradient"): lambda g: call(jax.grad(llsq), array(g, "x"), g["n"], static=(1,)),
    ("ode", "primal"): lambda g: call(ode, array(g, "x"), g["s"], static=(1,)),
    ("ode", "gradient"): lambda g: call(
        jax.grad(lambda x, s: ode(x, s)[-1]), array(g, "x"), g["s"], static=(1,)
    ),
    ("gmm", "objective"): lambda g: call(gmm, *mixture(g), static=(2, 3)),
    ("gmm", "jacobian"): lambda g: call(jax.grad(gmm), *mixture(g), static=(2, 3)),
    ("lstm", "objective"): lambda g: call(lstm, *network(g)),
    ("lstm", "jacobian"): lambda g: call(jax.grad(lstm), *network(g)),
    ("kmeans", "cost"): lambda g: call(kmeans, *array(g, "centroids", "points")),
    ("kmeans", "dir"): lambda g: call(direction, *array(g, "centroids", "points")),
}
