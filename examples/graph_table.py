"""The graph of sin(x y) + cos(x y) at (2, 3): each value on the way forward, each adjoint on the way back."""

from string import ascii_lowercase

from ad_transform.reference import Var, cos, sin
from ad_transform.reference.tape import history


def f(x, y):
    product = x * y
    return sin(product) + cos(product)


def table(inputs, result):
    """Rows of name, formula, value and adjoint, each node after those it was computed from."""
    result.backward()
    names = {id(var): name for name, var in inputs.items()}
    letters = iter(ascii_lowercase)
    for var in history([result]):
        name = names.setdefault(id(var), next(letters) if var.parents else "")
        formula = (
            f"{var.function.__name__}({', '.join(names[id(p)] for p in var.parents)})" if var.parents else ""
        )
        yield name, formula, var.val, var.grad


def main():
    x, y = Var(2.0), Var(3.0)
    print("node  computed as   value   adjoint")
    for name, formula, value, adjoint in table({"x": x, "y": y}, f(x, y)):
        print(f"{name:4}  {formula:11} {value:7.3f}   {adjoint:7.3f}")


if __name__ == "__main__":
    main()
