"""Make a wrong program shorter while it stays wrong in the same way: delete statements, take parts of expressions."""

import ast
import copy
from dataclasses import replace

SIMPLE = ast.Constant(0.5)


def shrunk(case, still_wrong, tries=400):
    """A shorter case for which ``still_wrong(case)`` holds."""
    tree = ast.parse(case.source)
    position = 0
    while tries:
        options = candidates(tree)
        for number, smaller in enumerate(options[position:] + options[:position]):
            tries -= 1
            shorter = replace(case, source=ast.unparse(ast.fix_missing_locations(smaller())) + "\n")
            if len(shorter.source) <= len(ast.unparse(tree)) + 1 and still_wrong(shorter):
                tree, position = ast.parse(shorter.source), (position + number) % len(options)
                break
            if not tries:
                break
        else:
            break
    return replace(case, source=ast.unparse(tree) + "\n")


def candidates(tree):
    """Programs that are a little smaller, the larger steps first."""
    nodes, options = list(ast.walk(tree)), []

    def change(number, name, value):
        return lambda: changed(tree, number, name, value)

    for number, node in enumerate(nodes):
        for name, old in ast.iter_fields(node):
            if isinstance(old, list) and old and isinstance(old[0], ast.stmt):
                for i, statement in enumerate(old):
                    if (
                        name == "body"
                        and len(old) == 1
                        and name != "orelse"
                        and not isinstance(node, ast.Module)
                    ):
                        pass
                    else:
                        options.append(change(number, name, old[:i] + old[i + 1 :]))
                    inner = [s for part in ("body", "orelse") for s in getattr(statement, part, [])]
                    if inner and not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                        options.append(change(number, name, old[:i] + inner + old[i + 1 :]))
    for number, node in enumerate(nodes):
        for name, old in ast.iter_fields(node):
            if isinstance(old, ast.expr) and name not in ("target", "func", "slice", "annotation"):
                for part in [*ast.iter_child_nodes(old), SIMPLE]:
                    if isinstance(part, ast.expr) and not isinstance(old, ast.Constant | ast.Name):
                        options.append(change(number, name, part))
            if isinstance(old, list) and name == "args" and isinstance(node, ast.Call):
                for i, arg in enumerate(old):
                    for part in [*ast.iter_child_nodes(arg), SIMPLE]:
                        if isinstance(part, ast.expr) and not isinstance(arg, ast.Constant | ast.Name):
                            options.append(change(number, name, old[:i] + [part] + old[i + 1 :]))
    return options


def changed(tree, number, name, value):
    """A copy of `tree` in which a field of the node with this number is `value`."""
    memo: dict = {}
    new = copy.deepcopy(tree, memo)
    node = list(ast.walk(new))[number]
    setattr(node, name, copy.deepcopy(value))
    return new
