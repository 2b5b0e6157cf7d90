"""The table is closed under differentiation: what a rule calls has a rule, so higher derivatives meet no gap."""

import ast
import builtins

import numpy as np
import pytest

from ad_transform import runtime
from ad_transform.rules import standard
from ad_transform.rules.table import name_of
from ad_transform.rules.text import positional, tree_of
from ad_transform.tools.rules import every_rule

NATIVE = {builtins.list, builtins.tuple, runtime.scatter_add}  # the transform's own business
FIRST_ONLY = {
    f for m in (runtime.solving, runtime.trajectories) for f in vars(m).values() if callable(f)
}  # of what solvers find, no second derivatives
METHODS = {"T": np.transpose, "conjugate": np.conjugate, "real": np.real, "imag": np.imag}


def resolve(node, namespace):
    """The object that a dotted name stands for, or None for a method of a local."""
    if isinstance(node, ast.Name):
        return namespace.get(node.id, getattr(builtins, node.id, None))
    if isinstance(node, ast.Attribute):
        owner = resolve(node.value, namespace)
        return None if owner is None else getattr(owner, node.attr)
    return None


def called(text, fixed):
    """The functions that the body of the rule `text` calls."""
    tree = tree_of(text)
    body = tree.body if isinstance(tree.body, list) else [tree.body]
    for node in (node for part in body for node in ast.walk(part)):
        if isinstance(node, ast.Call):
            found = resolve(node.func, {**text.__globals__, **fixed})
            if found is None:
                found = METHODS[node.func.attr]
            if (getattr(found, "__module__", None) or "").startswith("ad_transform.rules."):
                yield from called(found, fixed)  # a helper, which is inlined
            else:
                yield found


@pytest.mark.parametrize("rule", [*every_rule()], ids=lambda rule: name_of(rule.function))
def test_what_a_rule_calls_has_a_rule(rule):
    for text in rule.texts:
        lacking = [
            name_of(fn) for fn in called(text, rule.fixed) if fn not in NATIVE and standard.find(fn) is None
        ]
        assert not lacking
        known = [fn for fn in called(text, rule.fixed) if fn not in NATIVE and fn not in FIRST_ONLY]
        refused = [name_of(fn) for fn in known if standard.find(fn).kind == "missing"]
        assert not refused


@pytest.mark.parametrize("rule", [*every_rule()], ids=lambda rule: name_of(rule.function))
def test_the_text_of_a_rule_is_found(rule):
    for text in rule.texts:
        tree = tree_of(text)
        arguments = [each.arg for each in tree.args.args + ([tree.args.vararg] if tree.args.vararg else [])]
        assert tuple(arguments) == positional(text)
