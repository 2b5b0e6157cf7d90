"""The shape of the package: imports go down, files and functions stay small, every module says what it is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ad_transform

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ad_transform"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))

FLOORS = {
    "errors": 0,
    "aliasing": 1, "codes": 1, "ir": 1, "kinds": 1, "methods": 1, "objects": 1, "paths": 1, "runtime": 1,
    "source": 1, "usercalls": 1, "watching": 1,
    "results": 2, "rules": 2,
    "analysis": 3, "frontend": 3, "reference": 3,
    "backend": 4, "optimise": 4, "transform": 4,
    "alike": 5, "compile": 5, "dispatch": 5, "keys": 5, "leaves": 5, "parameters": 5, "pipeline": 5, "seeds": 5,
    "standalone": 5, "stores": 5, "wording": 5,
    "display": 6, "jit": 6,
    "api": 7, "derivative": 7,
    "distributed": 8, "tools": 8,
    "__init__": 9, "__main__": 9,
}  # fmt: skip

TABLES = {"results", "rules"}
RECURSIVE = {"frontend"}  # statements hold expressions, whose calls are inlined as statements
OTHERS = {"astor", "numba", "numpy", "scipy"}

# What is larger than the budget, and how large it may be, and other sins; what is no longer needed must go.
CIRCLE = {"ad_transform.backend.astor_generator", "ad_transform.backend.astor_text"}
LARGE_FILES = {
    "ad_transform/ir.py": 650,
    "ad_transform/rules/linalg.py": 510,
}
LARGE_FUNCTIONS = {
    "ad_transform/frontend/expressions.py:evaluate_rarer": 50,
    "ad_transform/ir.py:check": 65,
    "ad_transform/ir.py:show": 50,
}


def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def dotted(path):
    """``ad_transform/rules/table.py`` as ``ad_transform.rules.table``, a package by its ``__init__``."""
    return path.removesuffix(".py").replace("/", ".")


def unit(name):
    """The part of the package that has a floor: ``ad_transform.rules.table`` is in ``rules``."""
    return (name.split(".") + ["__init__"])[1]


def is_module(name):
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir()


def imported(path):
    """Line and dotted name of every import of `path`, inside functions too."""
    package = dotted(path).rpartition(".")[0].split(".")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join(above + ([node.module] if node.module else []))
            for alias in node.names:
                full = f"{source}.{alias.name}"
                yield node.lineno, full if is_module(full) else source


def is_package(name):
    return (PACKAGE / name).is_dir()


@pytest.mark.parametrize("path", MODULES)
def test_imports_go_down(path):
    here = unit(dotted(path))
    assert here in FLOORS, f"{path} stands on no floor: add it to FLOORS"
    for line, name in imported(path):
        if name.split(".")[0] != "ad_transform":
            continue
        there = unit(name)
        assert there in FLOORS, f"{path}:{line} imports {name}, which stands on no floor"
        apart = there != here and (is_package(here) or is_package(there))
        assert FLOORS[there] < FLOORS[here] + (not apart), (
            f"{path}:{line} imports {name}, which is not below it"
        )


def test_imports_form_no_circle():
    needs = {dotted(path).removesuffix(".__init__"): {name for _, name in imported(path)} for path in MODULES}

    def reached(name):
        found, ahead = set(), [name]
        while ahead:
            new = needs[ahead.pop()] & needs.keys() - found
            found |= new
            ahead += new
        return found

    circle = {name for name in needs if unit(name) not in RECURSIVE and name in reached(name)}
    assert circle <= CIRCLE, f"these modules import each other in a circle: {sorted(circle)}"
    assert CIRCLE <= circle, f"no circle any more: take {sorted(CIRCLE - circle)} off CIRCLE"


@pytest.mark.parametrize("path", MODULES)
def test_needs_only_numpy_and_the_optional_packages(path):
    known = OTHERS | {"ad_transform"} | set(sys.stdlib_module_names)
    assert {name.split(".")[0] for _, name in imported(path)} <= known


@pytest.mark.parametrize("path", MODULES)
def test_files_are_small(path):
    size = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    budget = 500 if unit(dotted(path)) in TABLES else 300
    assert size < LARGE_FILES.get(path, budget), f"{path} has {size} lines"
    assert path not in LARGE_FILES or size >= budget, f"{path} is small now: take it off LARGE_FILES"


@pytest.mark.parametrize("path", MODULES)
def test_functions_are_small(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            key, size = f"{path}:{node.name}", node.end_lineno - node.lineno + 1
            assert size <= LARGE_FUNCTIONS.get(key, 40), f"{path}:{node.lineno} {node.name} has {size} lines"
            assert key not in LARGE_FUNCTIONS or size > 40, f"{key} is small now: take it off LARGE_FUNCTIONS"


@pytest.mark.parametrize("path", MODULES)
def test_modules_have_a_docstring(path):
    words = ast.get_docstring(tree(path))
    assert words and words.splitlines()[0].strip(), f"{path} does not say what it gives its callers"


def test_public_names_are_sorted_and_all_there():
    assert ad_transform.__all__ == sorted(ad_transform.__all__)
    assert set(ad_transform.__all__) <= set(dir(ad_transform))
    assert (
        sorted(name for names in ad_transform._HOMES.values() for name in names.split())
        == ad_transform.__all__
    )
    for name in ad_transform.__all__:
        assert getattr(ad_transform, name) is not None
    with pytest.raises(AttributeError, match="module 'ad_transform' has no attribute 'gradient'"):
        ad_transform.gradient


def modules_after(code):
    """Which of the packages that are not ours are imported after `code`, and how many modules of ours."""
    ours = "sum(m.startswith('ad_transform') for m in sys.modules)"
    lines = f"import sys; {code}; print(*(set({sorted(OTHERS)}) & sys.modules.keys()), {ours})"
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_importing_the_package_imports_nothing():
    assert modules_after("import ad_transform") == ["1"]


def test_using_the_package_imports_numpy_alone():
    assert modules_after("import ad_transform; ad_transform.grad")[:-1] == ["numpy"]
