"""What can be read off a function's tree before it is lowered: the names it assigns, and where it jumps."""

from __future__ import annotations

import ast
from collections.abc import Iterator

COMPREHENSIONS = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)


def assigned(body) -> list[str]:
    """Names that `body` may assign, in order of appearance; nested functions only through `nonlocal`."""
    return list(dict.fromkeys(name for statement in body for name in bound_by(statement)))


def bound_by(node) -> Iterator[str]:
    """Names that `node` and what is nested in it may assign."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            yield from outer_names(node)
            return
        case ast.Lambda():
            return
        case _ if isinstance(node, COMPREHENSIONS):
            yield from walrus_names(node)
            return
    yield from own_names(node)
    for child in ast.iter_child_nodes(node):
        yield from bound_by(child)


def outer_names(node) -> Iterator[str]:
    """Names of enclosing functions that a nested function declares nonlocal."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Nonlocal):
            yield from inner.names


def walrus_names(node) -> Iterator[str]:
    """Names that a comprehension assigns outside itself."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.NamedExpr):
            yield inner.target.id


def own_names(node) -> Iterator[str]:
    """Names that one statement or expression binds itself."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            for part in targets:
                yield from target_names(part)
        case ast.AugAssign() | ast.AnnAssign() | ast.For() | ast.NamedExpr():
            yield from target_names(node.target)
        case ast.withitem(optional_vars=target) if target is not None:
            yield from target_names(target)
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            for alias in aliases:
                yield (alias.asname or alias.name).partition(".")[0]


def target_names(node) -> Iterator[str]:
    """Names in the target of an assignment."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from target_names(part)
        case ast.Starred(value=inner):
            yield from target_names(inner)


def writes_into(names, body) -> bool:
    """True if `body` may write into what one of these names holds, by a store or an operator in place."""
    for node in (inner for statement in body for inner in ast.walk(statement)):
        target = node.target if isinstance(node, ast.AugAssign) else node
        stored = isinstance(getattr(target, "ctx", None), ast.Store)
        while stored and isinstance(target, (ast.Subscript, ast.Attribute, ast.Starred)):
            target = target.value
        if stored and isinstance(target, ast.Name) and target.id in names and target is not node:
            return True
    return False


def jumps(body, kinds=(ast.Break, ast.Continue, ast.Return)) -> bool:
    """True if `body` may leave its block: by a return, or by a break or continue of an enclosing loop."""

    def visit(node, inside):
        match node:
            case ast.Return():
                return ast.Return in kinds
            case ast.Break() | ast.Continue():
                return type(node) in kinds and not inside
            case ast.FunctionDef() | ast.Lambda() | ast.ClassDef():
                return False
            case ast.For() | ast.While():
                return any(visit(n, True) for n in node.body) or any(visit(n, inside) for n in node.orelse)
        return any(visit(child, inside) for child in ast.iter_child_nodes(node))

    return any(visit(statement, False) for statement in body)


def always_jumps(body) -> bool:
    """True if control never reaches what follows `body`."""
    if not body:
        return False
    match body[-1]:
        case ast.Break() | ast.Continue() | ast.Return() | ast.Raise():
            return True
        case ast.If(body=then, orelse=other):
            return always_jumps(then) and always_jumps(other)
        case ast.Try(body=tried, handlers=handlers, orelse=other):
            paths = [handler.body for handler in handlers]
            return (always_jumps(tried) or always_jumps(other)) and all(map(always_jumps, paths))
        case ast.Match(cases=cases):
            return irrefutable(cases[-1]) and all(always_jumps(case.body) for case in cases)
        case _:
            return False


def irrefutable(case) -> bool:
    """True for ``case _:`` and ``case name:``."""
    return case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def homes(node, home) -> Iterator[tuple]:
    """Every name under `node`, with the loop or function nearest around it: what may run it more than once."""
    match node:
        case ast.Name():
            yield node, home
        case ast.For():
            yield from homes(node.iter, home)
            for part in (node.target, *node.body, *node.orelse):
                yield from homes(part, node)
        case _ if isinstance(node, COMPREHENSIONS):
            first, *others = node.generators
            yield from homes(first.iter, home)
            inner = [first.target, *first.ifs, *others]
            inner += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            for part in inner:
                yield from homes(part, node)
        case _:
            repeats = isinstance(node, ast.While | ast.FunctionDef | ast.Lambda)
            for child in ast.iter_child_nodes(node):
                yield from homes(child, node if repeats else home)


def used_once(tree, name) -> bool:
    """True if the function reads `name` in one place, which runs as often as the place that binds it."""
    found = [(node, home) for node, home in homes(tree, None) if node.id == name]
    reads = [home for node, home in found if isinstance(node.ctx, ast.Load)]
    writes = [home for node, home in found if not isinstance(node.ctx, ast.Load)] or [tree]
    return len(reads) <= 1 and len(writes) == 1 and all(home is writes[0] for home in reads)
