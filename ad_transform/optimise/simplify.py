"""Algebra on single calls, constants, and branches whose test is known.

Before::                        After::

    t_1 = 2 - 1                     t_1 = 1
    t_2 = x ** t_1                  t_2 = x
    t_3 = 2 * t_2                   t_3 = 2 * x
    t_4 = 0.5 * t_3                 t_4 = x
    t_5 = np.sin(y)                 t_5 = np.sin(y)
    t_6 = -t_5                      t_6 = -t_5
                                    neg_7 = -t_4
    t_7 = t_4 * t_6                 t_7 = neg_7 * t_5
    z = 0.0 + t_7                   z = neg_7 * t_5

Copies and dead statements are left for the passes that remove those. An identity is dropped only where the kind of
the result is the kind of the operand, so that no integer stays where a float is due, and no shape is lost.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ad_transform import ir
from ad_transform.ir import Call, Const, If, Let, Name
from ad_transform.optimise.algebra import rewrite
from ad_transform.optimise.constants import is_number
from ad_transform.optimise.definitions import collect, definition, movable, redefine, resolve
from ad_transform.optimise.objects import is_temporary

STEPS = 8
"""So many rules are tried one after the other on one call."""


def simplify(program, kinds, exact=None):
    """`program` with simpler calls, and `kinds` with the kinds of new names.

    The values of names in `exact` (of all, if None) are the same to the last bit; others may be rounded differently.
    """
    facts = collect(program, kinds, exact)
    for statement in ir.walk(program.body):
        if isinstance(statement, Let) and not statement.effect:
            _simplify_let(statement.name, facts)
    return replace(program, body=_rebuild(program.body, facts)), facts.kinds


def _simplify_let(name, facts):
    value = _resolved(facts.values[name], facts)
    redefine(name, value, facts)
    for _ in range(STEPS):
        if not isinstance(value, Call):
            return
        value = rewrite(name, value, facts)
        if value is None:
            return
        redefine(name, value, facts)
        if not is_temporary(name) and movable(value, name, facts):
            value = definition(value, facts)
            redefine(name, value, facts)


def _resolved(value, facts):
    """`value` with copies looked through."""
    return ir.substitute(
        value, {identifier: resolve(Name(identifier), facts) for identifier in ir.names(value)}
    )


def _rebuild(body, facts):
    done: list = []
    for statement in body:
        match statement:
            case Let(name, _, line, effect=False):
                done += [Let(new, facts.values[new], line) for new in facts.inserted.get(name, ())]
                done.append(replace(statement, value=facts.values[name]))
            case If() if (taken := _taken(statement, facts)) is not None:
                body, atoms = taken
                done += _rebuild(body, facts)
                done += [
                    Let(o.name, atom, statement.line) for o, atom in zip(statement.outs, atoms, strict=True)
                ]
            case _:
                done.append(ir.rebuild(statement, partial(_rebuild, facts=facts)))
    return tuple(done)


def _taken(statement, facts):
    """The branch that is always taken, if there is one and it binds all outs."""
    test = resolve(statement.test, facts)
    if not isinstance(test, Const) or not (is_number(test.value) or test.value is None):
        return None
    outs = [out.then if test.value else out.other for out in statement.outs]
    return None if None in outs else (statement.body if test.value else statement.orelse, outs)
