"""Methods with derivatives: ``model.energy.grad(x)`` knows its `model`."""

from __future__ import annotations

import functools
import inspect
import types


class Method:
    """A method that was differentiated in its class: called like `function`, with derivatives as attributes.

    Parameters
    ----------
    function : callable
        The plain function.
    """

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.__qualname__: str = function.__qualname__
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def __get__(self, instance, owner=None):
        return self if instance is None else BoundMethod(self, instance)

    def __reduce__(self):
        return self.__qualname__

    def __repr__(self):
        return f"<differentiable method {self.__qualname__}>"


class BoundMethod:
    """A `Method` of an instance, as Python's bound methods are: so are its derivatives.

    Parameters
    ----------
    method : Method
        As the class has it.
    instance : object
        What it is called on.
    """

    def __init__(self, method, instance):
        functools.update_wrapper(self, method.function, updated=())
        del self.__wrapped__
        self.__func__, self.__self__, self._method = method.function, instance, method

    def __call__(self, *args, **kwargs):
        return self.__func__(self.__self__, *args, **kwargs)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._method, name)
        bind = getattr(type(found), "__get__", None)
        return found if bind is None else bind(found, self.__self__)

    @property
    def __signature__(self):
        return inspect.signature(types.MethodType(self.__func__, self.__self__))

    def __reduce__(self):
        return BoundMethod, (self._method, self.__self__)

    def __repr__(self):
        return f"<bound {self._method!r} of {self.__self__!r}>"


def defined_in_class(function) -> bool:
    """True for a function that a class body defines, as far as its name tells."""
    words = getattr(function, "__qualname__", "").split(".")
    return isinstance(function, types.FunctionType) and len(words) > 1 and words[-2] != "<locals>"
