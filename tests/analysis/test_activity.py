"""Which names carry a derivative: those that vary with what is differentiated and that the result depends on."""

import operator

from ad_transform import ir
from ad_transform.analysis import find_active, find_varied
from ad_transform.ir import Call, Carry, Const, For, If, Let, Name, Out, Param, Program
from ad_transform.kinds import Array, Dim, Number
from ad_transform.rules import standard

FLOAT, INT = Number("float"), Number("int")
VECTOR = Array("float64", (Dim("n"),))


def call(function, *args):
    return Call(function, tuple(Name(a) if isinstance(a, str) else Const(a) for a in args))


def program(*body, result="out"):
    made = Program("f", (Param("x"), Param("y")), body, Name(result))
    return ir.check(made, "the test's program")


def active(made, sources=("x",), **kinds):
    names = {n for s in ir.walk(made.body) for n in ir.binds(s)} | {"x", "y", *kinds}
    return find_active(made, sources, {n: kinds.get(n, FLOAT) for n in names}, standard)


def test_varied_and_useful():
    made = program(
        Let("both", call(operator.mul, "x", "y")),
        Let("unused", call(operator.neg, "x")),
        Let("constant", call(operator.neg, "y")),
        Let("out", call(operator.add, "both", "constant")),
    )
    assert active(made) == {"x", "both", "out"}
    assert active(made, ("y",)) == {"y", "both", "constant", "out"}
    assert active(made, ("x", "y")) == {"x", "y", "both", "constant", "out"}


def test_whole_numbers_do_not_vary():
    made = program(
        Let("count", call(int, "x")),
        Let("out", call(operator.mul, "count", "y")),
    )
    assert active(made, count=INT) == set()


def test_a_test_does_not_carry():
    made = program(
        Let("test", call(operator.gt, "x", 0.0)),
        If(Name("test"), (Let("a", call(operator.mul, "y", 2.0)),), (), (Out("out", Name("a"), Name("y")),)),
    )
    assert active(made, test=Number("bool")) == set()
    assert active(made, ("y",), test=Number("bool")) == {"y", "a", "out"}


def test_a_branch_carries_if_either_side_does():
    made = program(If(Const(True), (), (), (Out("out", Name("x"), Name("y")),)))
    assert active(made) == {"x", "out"}
    assert active(made, ("y",)) == {"y", "out"}


def test_what_a_loop_carries_varies_after_the_first_round():
    """`b`, which nobody reads, is constant at first and `a` of the round before later."""
    loop = For(
        "i", Const(0), Const(3), Const(1),
        (Carry("a", Name("x"), Name("a2"), "a_out"), Carry("b", Name("y"), Name("a"), "out")),
        (Let("a2", call(operator.mul, "a", 2.0)),),
    )  # fmt: skip
    found = active(program(loop), i=INT, a=FLOAT, b=FLOAT)
    assert found == {"x", "a", "a2", "out"}


def test_facts_about_shapes_do_not_vary():
    made = program(
        Let("shape", Call(getattr, (Name("x"), Const("size")))),
        Let("out", call(operator.mul, "shape", "y")),
    )
    assert active(made, x=VECTOR, shape=INT) == set()


def test_stores_carry_through_the_array():
    made = program(
        Let("a", Call(ir.store, (Name("y"), call(operator.getitem, 0), Name("x")))),
        Let("out", call(operator.getitem, "a", 1)),
    )
    assert active(made, y=VECTOR, a=VECTOR) == {"x", "a", "out"}
    assert find_varied(made, ("x",), {"x": FLOAT, "y": VECTOR, "a": VECTOR, "out": FLOAT}, standard) == {
        "x", "a", "out",
    }  # fmt: skip
