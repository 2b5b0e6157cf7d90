"""What a rule means, by calling it: the tangent and the adjoints of one call.

    jvp_of(rule, args, kwargs, {"x": x_dot})           the tangent of the result
    vjp_of(rule, args, kwargs, out_bar)                {"x": x_bar, "y": y_bar}

Values are numbers, arrays, and tuples or lists of them; names are the rule's.
"""

from __future__ import annotations

import numpy as np

from ad_transform.errors import NoRule
from ad_transform.rules.names import name_of
from ad_transform.rules.stating import refusal
from ad_transform.rules.table import Rule
from ad_transform.rules.text import asked, listed, positional
from ad_transform.runtime import spread, unbroadcast


def call(rule: Rule, args, kwargs, changed=None):
    """Return the value of the call, with the arguments in `changed` (by the rule's names) replaced."""
    bound = rule.bound(args, kwargs)
    for name, own in rule.names.items():
        if changed and own in changed and name in bound.arguments:
            bound.arguments[name] = changed[own]
    return rule.function(*bound.args, **bound.kwargs)


def active_arguments(rule: Rule, args, kwargs) -> tuple[str, ...]:
    """The rule's arguments that this call passes and that hold floating point numbers."""
    given = {rule.names.get(name): value for name, value in rule.bound(args, kwargs).arguments.items()}
    return tuple(name for name in rule.arguments if is_floating(given.get(name)))


def jvp_of(rule: Rule, args, kwargs, tangents, out=None, derivative_of=None):
    """Return the tangent of the result; arguments that `tangents` leaves out are constant.

    `derivative_of(function, mode, wrt)` gives the derivatives of functions among the arguments.
    """
    values = rule.bind(args, kwargs) | {"derivative_of": derivative_of}
    _refuse_mode(rule, "jvp")
    _refuse(rule, [name for name in tangents if name not in rule.arguments])
    if out is None:
        out = call(rule, args, kwargs)
    if rule.kind == "inactive" or not tangents or not is_floating(out):
        return zeros_like(out)
    return fit(_TANGENT[rule.kind](rule, args, kwargs, values, tangents, out), out)


def vjp_of(rule: Rule, args, kwargs, out_bar, out=None, wrt=None, used=None, derivative_of=None) -> dict:
    """Return the adjoints of the arguments `wrt` (by default all floating point ones).

    `used` says of each part of the result whether anything flows from it; by default something does.
    `derivative_of(function, mode, wrt)` gives the derivatives of functions among the arguments.
    """
    if rule.kind == "inactive":
        return {}
    values = rule.bind(args, kwargs) | {"derivative_of": derivative_of}
    _refuse_mode(rule, "vjp")
    wrt = active_arguments(rule, args, kwargs) if wrt is None else wrt
    _refuse(rule, [name for name in wrt if name not in rule.arguments])
    if out is None:
        out = call(rule, args, kwargs)
    if not is_floating(out):
        return {name: zeros_like(values[name]) for name in wrt}
    text = rule.vjp or rule.rule
    parts = _adjoints(rule, text, values, out, out_bar, wrt, used)
    _refuse(rule, [name for name in wrt if parts.get(name) is None])
    return {name: fit(parts[name], values[name]) for name in wrt}


def _refuse_mode(rule, mode):
    if rule.lacks(mode):
        raise NoRule(None, rule.lacks(mode), f"state a {mode}, too")


def _refuse(rule, names):
    for name in names:
        raise NoRule(None, rule.refusal(name))


def _state(text, values, **reserved):
    """Call the rule `text` and return what it says of each of its positional parameters."""
    names = positional(text)
    given = [values[name] for name in names[: text.__code__.co_argcount]]
    for name in names[text.__code__.co_argcount :]:
        given.extend(values[name])
    keywords = {name: values[name] for name in listed(text) if name not in names}
    return text(*given, **keywords, **{ask: reserved[ask] for ask in asked(text)})


def _entries(text, result):
    """Name the entries of a returned tuple after the rule's parameters."""
    names, told = positional(text), result if isinstance(result, tuple) else (result,)
    if len(told) > len(names):
        what = f"the rule returns {len(told)} entries, and has {len(names)} parameters"
        raise refusal(text, what, "return one entry per positional parameter")
    return dict(zip(names, told, strict=False))


# Tangents


def _elementwise_tangent(rule, args, kwargs, values, tangents, out):
    partials = _entries(rule.rule, _state(rule.rule, values, out=out))
    _refuse(rule, [name for name in tangents if partials[name] is None])
    return _real_if(out, sum(partials[name] * tangent for name, tangent in tangents.items()))


def _reduction_tangent(rule, args, kwargs, values, tangents, out):
    (name,) = rule.arguments
    wide, axis, keepdims = _spread_out(rule, values, out)
    partial = _entries(rule.rule, _state(rule.rule, values, out=wide))[name]
    product = _real_if(out, partial * tangents[name] + np.zeros(np.shape(values[name])))
    return np.sum(product, axis=axis, keepdims=keepdims)


def _linear_tangent(rule, args, kwargs, values, tangents, out):
    constant = {name: zeros_like(values[name]) for name in rule.arguments if is_numeric(values[name])}
    return call(rule, args, kwargs, constant | tangents)


def _multilinear_tangent(rule, args, kwargs, values, tangents, out):
    changes = [change for name, tangent in tangents.items() for change in _one_by_one(name, tangent, values)]
    terms = [call(rule, args, kwargs, dict([change])) for change in changes]
    return sum(terms[1:], start=terms[0])


def _one_by_one(name, tangent, values):
    """The changes of an argument: one, or for a sequence of arguments one for each that is floating."""
    own = values[name]
    if not isinstance(own, (tuple, list)):
        return [(name, tangent)]
    return [
        (name, type(own)(t if i == j else v for j, v in enumerate(own)))
        for i, t in enumerate(tangent)
        if is_floating(own[i])
    ]


def _pair_tangent(rule, args, kwargs, values, tangents, out):
    dots = {f"{name}_dot": tangents.get(name, zeros_like(values[name])) for name in rule.parameters}
    return _state(rule.jvp, values, out=out, **dots, **_of_functions(rule, values))


_TANGENT = {
    "elementwise": _elementwise_tangent,
    "reduction": _reduction_tangent,
    "linear": _linear_tangent,
    "multilinear": _multilinear_tangent,
    "pair": _pair_tangent,
}


# Adjoints


def _adjoints(rule, text, values, out, out_bar, wrt, used):
    if rule.kind == "elementwise":
        partials = _entries(text, _state(text, values, out=out))
        return {name: _times(partials[name], out_bar) for name in wrt}
    if rule.kind == "reduction":
        wide, axis, keepdims = _spread_out(rule, values, out)
        name = rule.arguments[0]
        partial = _entries(text, _state(text, values, out=wide))[name]
        return {name: partial * spread(out_bar, values[name], axis, keepdims)}
    buffers = {ask: zeros_like(values[ask.removesuffix("_bar")]) for ask in asked(text) if _is_buffer(ask)}
    used = used or (True,) * (len(out) if isinstance(out, (tuple, list)) else 1)
    result = _state(
        text, values, out=out, out_bar=out_bar, used=used, **buffers, **_of_functions(rule, values)
    )
    if buffers:
        return {ask.removesuffix("_bar"): buffer for ask, buffer in buffers.items()}
    return _entries(text, result)


def _times(partial, value):
    return None if partial is None else partial * value


def _is_buffer(ask):
    return ask.endswith("_bar") and ask != "out_bar"


def _spread_out(rule, values, out):
    axis, keepdims = values.get("axis"), bool(values.get("keepdims"))
    return spread(out, values[rule.arguments[0]], axis, keepdims), axis, keepdims


def _of_functions(rule, values):
    """The derivatives of functions among the arguments that the rule asks for."""
    found = {}
    for ask in rule.asks:
        name, _, mode = ask.rpartition("_")
        if name not in rule.calls or mode not in ("jvp", "vjp"):
            continue
        if values["derivative_of"] is None:
            what = f"the derivative of the function that `{name_of(rule.function)}` calls is not known here"
            raise NoRule(None, what, "use `ad.differentiate`")
        names = values[name].__code__.co_varnames
        first = len(rule.calls[name])
        given = values["args"] if isinstance(values["args"], tuple) else (values["args"],)
        moving = [n for n, value in zip(names[first:], given, strict=False) if is_floating(value)]
        found[ask] = values["derivative_of"](values[name], mode, (*names[:first], *moving))
    return found


# Values: numbers, arrays, and tuples or lists of them


def is_numeric(value) -> bool:
    """True if `value` is made of numbers, at least in part."""
    if isinstance(value, (tuple, list)):
        return any(map(is_numeric, value))
    return isinstance(value, (bool, int, float, complex, np.ndarray, np.generic))


def is_floating(value) -> bool:
    """True if `value` is made of floating point numbers, at least in part."""
    if isinstance(value, (tuple, list)):
        return any(map(is_floating, value))
    return isinstance(value, (float, complex, np.ndarray, np.generic)) and np.result_type(value).kind in "fc"


def zeros_like(value):
    """Zeros of the structure of `value`; None stays None."""
    if isinstance(value, (tuple, list)):
        return _like(value, map(zeros_like, value))
    if value is None:
        return None
    if isinstance(value, np.ndarray):
        return np.zeros(value.shape, value.dtype if value.dtype.kind in "fc" else float)
    return 0.0 if not isinstance(value, (np.generic, complex)) else unbroadcast(0.0, value)


def fit(value, like):
    """`value` summed or spread to the shape of `like`, in its dtype, part by part."""
    if isinstance(like, (tuple, list)):
        parts = value if isinstance(value, (tuple, list, np.ndarray)) else [value] * len(like)
        return _like(like, (fit(v, each) for v, each in zip(parts, like, strict=True)))
    return (
        unbroadcast(value, like) if isinstance(like, (int, float, complex, np.ndarray, np.generic)) else 0.0
    )


def _like(structure, items):
    items = list(items)
    cls = type(structure)
    return cls(*items) if hasattr(cls, "_fields") else cls(items)


def _real_if(out, tangent):
    """The real part of `tangent` where the result of the function is real."""
    return np.real(tangent) if np.iscomplexobj(tangent) and not np.iscomplexobj(out) else tangent
