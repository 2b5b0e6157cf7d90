"""Random expressions over scalars and arrays of several shapes: broadcasting, reductions, reshaping, reading."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.tallying import Tally, check, effort

SHAPES = {"s": (), "t": (), "x": (4,), "y": (4,), "a": (3, 4), "c": (3, 1), "o": (1,)}
UNARY = (
    "np.sin({})",
    "np.tanh({})",
    "-{}",
    "np.exp(-{} ** 2)",
    "np.sqrt(1.0 + {} ** 2)",
    "np.arctan({})",
    "({}) ** 3",
)
BINARY = (
    "{} * {}",
    "({} + {})",
    "({} - {})",
    "{} / (2.0 + np.cos({}))",
    "np.maximum({}, {} + 0.0137)",
    "np.where({} > 0.0171, {}, 0.3)",
    "np.hypot({} + 2.0, {})",
    "(1.5 + np.sin({})) ** {}",
)
REDUCTIONS = ("np.sum", "np.mean", "np.max", "np.prod", "np.linalg.norm")


def arguments():
    rng = np.random.default_rng(8)
    return tuple(float(rng.uniform(-1, 1)) if s == () else rng.uniform(-1, 1, s) for s in SHAPES.values())


@st.composite
def expressions(draw, shapes, size):
    """Text and shape of an expression over the names in `shapes`."""
    names = sorted(shapes)
    if size == 0 or not draw(st.integers(0, 4)):
        name = draw(st.sampled_from(names))
        return name, shapes[name]
    text, shape = draw(expressions(shapes, size - 1))
    kinds = ["unary", "binary", "binary", "constant"] + ["reduction", "shape", "index", "product"] * bool(
        shape
    )
    match draw(st.sampled_from(kinds)):
        case "unary":
            return draw(st.sampled_from(UNARY)).format(text), shape
        case "constant":
            return f"{draw(st.sampled_from(('2', '0.3', '-1.7')))} * {text}", shape
        case "binary":
            other, second = draw(expressions(shapes, size - 1))
            try:
                return f"({draw(st.sampled_from(BINARY)).format(text, other)})", np.broadcast_shapes(
                    shape, second
                )
            except ValueError:
                return text, shape
        case "reduction":
            return draw(reductions(text, shape))
        case "shape":
            return draw(reshapings(text, shape))
        case "index":
            return draw(readings(text, shape))
        case _:
            return f"np.dot(np.ravel({text}), np.ravel({text}))", ()


@st.composite
def reductions(draw, text, shape):
    function = draw(st.sampled_from(REDUCTIONS))
    axis = draw(st.sampled_from([None, *range(-len(shape), len(shape))]))
    keep = draw(st.booleans())
    result = np.sum(np.zeros(shape), axis=axis, keepdims=keep).shape
    options = f", axis={axis}" * (axis is not None) + ", keepdims=True" * keep
    return f"{function}({text}{options})", result


@st.composite
def reshapings(draw, text, shape):
    options = [
        (f"({text}).T", shape[::-1]),
        (f"np.reshape({text}, -1)", (int(np.prod(shape)),)),
        (f"({text})[None]", (1, *shape)),
        (f"np.stack([{text}, 2.0 * {text}])", (2, *shape)),
        (f"np.flip({text})", shape),
        (f"np.cumsum({text}, axis=0)", shape),
        (f"np.concatenate([{text}, {text}])", (2 * shape[0], *shape[1:])),
    ]
    return draw(st.sampled_from([option for option in options if len(option[1]) < 4]))


@st.composite
def readings(draw, text, shape):
    last = shape[-1]
    options = [
        (f"({text})[0]", shape[1:]),
        (f"({text})[..., -1]", shape[:-1]),
        (f"({text})[::-1]", shape),
        (f"({text})[..., : {max(1, last - 1)}]", (*shape[:-1], max(1, last - 1))),
        (f"({text})[[0, -1, 0]]", (3, *shape[1:])),
    ]
    return draw(st.sampled_from(options))


@st.composite
def programs(draw):
    """A function of all names in SHAPES: assignments, perhaps a branch, a loop and a helper."""
    shapes, lines = dict(SHAPES), []
    for i in range(draw(st.integers(1, 3))):
        text, shape = draw(expressions(shapes, 3))
        lines.append(f"    z{i} = {text}")
        shapes[f"z{i}"] = shape
    last = f"z{i}"
    match draw(st.integers(0, 4)):
        case 1:
            lines.append(f"    for _ in range(3):\n        {last} = np.sin({last}) * s + {last}")
        case 2:
            text, _ = draw(expressions(SHAPES, 1))
            lines.append(
                f"    if np.sum({text}) > 0.1234:\n        {last} = {last} * t\n    else:\n        {last} = {last} - s"
            )
        case 3:
            lines.append(f"    {last} = helper({last}, t) + helper(t, {last})")
        case 4:
            lines.append(
                f"    shift = lambda v, by=s: v * by + t\n    {last} = shift({last}) * shift({last}, 2.0)"
            )
    result = draw(st.sampled_from([f"np.sum({last})", last, f"{last}, z0 * s"]))
    helper = "def helper(v, w):\n    r = v * w\n    return r + np.cos(r * w)\n\n\n"
    return f"{helper}def program({', '.join(SHAPES)}):\n" + "\n".join(lines) + f"\n    return {result}\n"


def test_random_expressions_are_right(tmp_path):
    tally = Tally()

    @effort(300)
    @given(programs())
    def run(source):
        check(source, arguments(), tally, tmp_path)

    run()
    tally.assert_few_refused(0.0)
