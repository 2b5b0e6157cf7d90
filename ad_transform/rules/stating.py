"""What a stated rule is held against: the function's signature, the words of its kind, the names it reads.

Each refusal shows the file and line of the rule.
"""

from __future__ import annotations

import ast
import builtins
import dis
import inspect
import linecache
from dataclasses import replace
from types import FunctionType, ModuleType

import numpy as np

from ad_transform.errors import Place, RuleError
from ad_transform.rules.names import name_of
from ad_transform.rules.rule import OWNED, Rule
from ad_transform.rules.text import asked, is_reserved, listed, most_returned, own_nodes, positional, tree_of

MAY_ASK = {  # statement: reserved words it may ask for, apart from <argument>_bar and <argument>_dot
    "elementwise": ("out",),
    "reduction": ("out",),
    "linear": ("out_bar",),
    "multilinear": ("out_bar",),
    "jvp": ("out",),
    "vjp": ("out", "out_bar", "used"),
}
BUFFERS = {"linear": "_bar", "vjp": "_bar", "jvp": "_dot"}
TUPLE = dis.opmap["BUILD_TUPLE"], dis.opmap["RETURN_VALUE"]
UNNAMED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)


def checked(fn, form, text, signature=None, only=None, fixed=None, calls=None) -> Rule:
    """The rule for `fn` that `text` states, of the kind `form`; refused if it cannot be right."""
    if not isinstance(text, FunctionType):
        what = f"the {form} of `{name_of(fn)}` is {text!r}, of type `{type(text).__name__}`"
        raise RuleError(None, what, "a rule is a Python function")
    shape = signature_of(fn, signature)
    if shape is None:
        what = f"`{name_of(fn)}` has no signature that can be read"
        raise refusal(text, what, "state it: signature='(x, y=None, /)'")
    kind = "pair" if form in ("jvp", "vjp") else form
    rule, jvp, vjp = (text if form == each else None for each in (kind, "jvp", "vjp"))
    new = Rule(fn, kind, rule, jvp, vjp, signature=shape, only=only or {}, fixed=fixed or {})
    new = replace(new, calls=calls or {})
    names = match(new)
    _check_asks(form, text, new.calls)
    _check_count(form, text, fn)
    _check_names(text)
    return replace(new, names=names)


def signature_of(fn, text=None) -> inspect.Signature | None:
    """The signature of `fn`, or the one that `text` spells, or None where neither can be had."""
    if text is not None:
        return inspect.signature(eval(f"lambda {text[1:-1]}: None", {"np": np}))
    try:
        return inspect.signature(fn)
    except (TypeError, ValueError):
        return None


def match(rule) -> dict[str, str]:
    """Map the primal's parameters to the rule's: positional-only ones by count, others by name."""
    primal = rule.signature.parameters
    names = {name: name for name in OWNED.get(rule.kind, ()) if name in primal}
    for text in rule.texts:
        rest = iter(primal.items())
        for own in listed(text):
            if own in rule.fixed and own not in primal:
                continue
            name = next((n for n, p in rest if p.kind in UNNAMED or n == own), None)
            if name is None:
                raise refusal(text, *_not_a_parameter(own, rule, primal))
            names[name] = own
    return {name: names[name] for name in primal if name in names}


def _not_a_parameter(own, rule, primal):
    fn = name_of(rule.function)
    if is_reserved(own):
        return f"`{own}` is not a parameter of `{fn}`", f"ask for it after a star: `*, {own}`"
    what = f"`{own}` is not, in this order, a parameter of `{fn}{rule.signature}`"
    return what, f"the parameters are {', '.join(primal)}"


def match_by_position(rule) -> dict[str, str]:
    """As `match`, for a function whose parameters have other names than those of the rule it shares."""
    try:
        return match(rule)
    except RuleError:
        own = [name for name in listed(rule.texts[0]) if name not in rule.fixed]
        return dict(zip(rule.signature.parameters, own, strict=False))


def _check_asks(form, text, calls):
    """Refuse reserved words outside the list of the kind."""
    own = {name + BUFFERS[form] for name in positional(text)} if form in BUFFERS else set()
    own |= {f"{name}_{mode}" for name in calls for mode in ("jvp", "vjp")}
    for name in asked(text):
        if name not in MAY_ASK[form] and name not in own:
            allowed = ", ".join([*MAY_ASK[form], *sorted(own)])
            raise refusal(text, f"a rule of kind {form} may ask for {allowed}, not for `{name}`")


def _check_count(form, text, fn):
    """Refuse a rule that returns more entries than it has parameters."""
    code, count = text.__code__, len(positional(text))
    if form == "jvp" or code.co_flags & inspect.CO_VARARGS or _longest_tuple(code) <= count:
        return  # without having read the text, which takes time
    most = most_returned(text)
    if most > count:
        what = f"the {form} of `{name_of(fn)}` returns {most} entries, and has {count} parameter{'s' * (count != 1)}"
        raise refusal(text, what, "return one entry per positional parameter")


def _longest_tuple(code):
    """The length of the longest tuple that the code returns as soon as it is made, or holds."""
    ops = code.co_code[::2]
    made = [n for op, n, after in zip(ops, code.co_code[1::2], ops[1:], strict=False) if (op, after) == TUPLE]
    return max([*made, *(len(c) for c in code.co_consts if isinstance(c, tuple))], default=0)


def _check_names(text):
    """Refuse a name that is neither a global, nor a builtin, nor an attribute of the module it is asked of."""
    if _all_known(text):
        return
    read = [i.argval for i in dis.get_instructions(text) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    for name in read:
        if name not in text.__globals__ and not hasattr(builtins, name):
            raise refusal(text, f"`{name}` is not defined", "define it above the rule")
    tree = tree_of(text)
    for node in own_nodes(tree) if tree is not None else ():
        if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
            owner = _module(node.value, text)
            if owner is not None and not hasattr(owner, node.attr):
                raise refusal(text, f"`{ast.unparse(node)}` is not defined")


def _all_known(text):
    """True if every name in the code is surely something, which is told without reading the text."""
    space, names = text.__globals__, text.__code__.co_names
    known = [space[name] for name in names if name in space]
    for name in names:
        owned = [getattr(each, name) for each in known if hasattr(each, name)]
        known += owned
        if not (owned or name in space or hasattr(builtins, name) or hasattr(np.ndarray, name)):
            return False
    return True


def _module(node, text):
    """The module that a dotted name stands for, or None."""
    if isinstance(node, ast.Attribute):
        owner = _module(node.value, text) if isinstance(node.value, (ast.Name, ast.Attribute)) else None
        found = getattr(owner, node.attr, None)
    else:
        local = node.id in text.__code__.co_varnames
        found = None if local else text.__globals__.get(node.id)
    return found if isinstance(found, ModuleType) else None


def refusal(text, what, hint="") -> RuleError:
    """The error that shows the line where the rule `text` starts."""
    if text is None:
        return RuleError(None, what, hint)
    file, line = text.__code__.co_filename, text.__code__.co_firstlineno
    return RuleError(
        Place(file, line, text=linecache.getline(file, line), function=text.__name__), what, hint
    )
