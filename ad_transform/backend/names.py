"""Choose the variable of the text for every name of a program: `choose(program, reserved)`.

Versions of one name share its variable unless one is assigned while another is still needed; then the later one gets a
variable of its own, called after its line: ``x_9``. Parameters keep their names.
"""

from __future__ import annotations

import keyword
import re
from collections import defaultdict
from itertools import count

from ad_transform import ir
from ad_transform.backend.attempts import is_catch, marks
from ad_transform.backend.fold import is_temporary
from ad_transform.backend.liveness import Assignment, assignments
from ad_transform.backend.updates import is_update
from ad_transform.ir import Const, For, Let, Name, Program, While


def choose(program: Program) -> dict[str, str]:
    """The variable of each name of `program`, of its tapes too."""
    events, lines, becomes = assignments(program), _lines(program), _becoming(program)
    events += _catches(program, lines)
    groups = _grouped(lines, events, becomes)
    while apart := {name for name, into in becomes.items() if not _share_a_group(groups, name, into)}:
        becomes = {name: into for name, into in becomes.items() if name not in apart}
        groups = _grouped(lines, events, becomes)
    variables, taken = _variables(groups, lines)
    for tape in sorted({s.tape for s in ir.walk(program.body) if isinstance(s, (ir.Push, ir.Pop))}):
        variables[tape] = fresh(identifier(ir.base(tape)), taken)
    variables.update({name: fresh(word, taken) for name, word in marks(program)})
    return _follow_heads(program, variables, events)


def _catches(program, lines):
    """The names of errors, which Python forgets after the `except`: nothing else can share their variables."""
    caught = {s.name for s in ir.walk(program.body) if is_catch(s)}
    others = frozenset(lines) - caught
    return [Assignment(((name, None),), others) for name in sorted(caught)]


def _share_a_group(groups, name, other):
    return any(name in group and other in group for found in groups.values() for group in found)


def _becoming(program) -> dict[str, str]:
    """Temporaries that become another name at one place: ``zeros_6`` that is updated as `x_bar`, and `x_bar`."""
    made = {s.name for s in ir.walk(program.body) if isinstance(s, Let) and is_temporary(s)}
    becomes = defaultdict(list)
    for s in ir.walk(program.body):
        edges = [(o.name, v) for o in getattr(s, "outs", ()) for v in (o.then, o.other)]
        edges += [(c.head, v) for c in getattr(s, "carried", ()) for v in (c.init, c.end)]
        if is_update(s):
            edges.append((s.name, s.value.args[0]))
        elif isinstance(s, Let):
            edges.append((s.name, s.value))
        for name, value in edges:
            if isinstance(value, Name) and value.id in made:
                becomes[value.id].append(name)
    return {name: into[0] for name, into in becomes.items() if len(into) == 1}


def _stem(name, becomes):
    while name in becomes:
        name = becomes[name]
    return ir.base(name)


def _grouped(lines, events, becomes) -> dict[str, list[list[str]]]:
    """For each stem, its names in groups that can share a variable."""
    stems = {name: _stem(name, becomes) for name in lines}
    apart, together = _relations(events, stems)
    members: dict[str, list[str]] = defaultdict(list)
    for name, stem in stems.items():
        members[stem].append(name)
    return {stem: _groups(names, apart, together) for stem, names in members.items()}


def _variables(groups, lines):
    """A variable for each group, the plain stem for the first; and all variables taken."""
    taken = {stem for stem in groups if identifier(stem) == stem}
    variables = {}
    for stem, found in groups.items():
        plain = stem if stem in taken else fresh(identifier(stem), taken)
        for place, group in enumerate(found):
            line = lines[group[0]]
            with_line = f"{plain}_{line}" if line and not re.search(r"_\d+(_bar|_dot)*$", plain) else plain
            variables.update(dict.fromkeys(group, fresh(with_line, taken) if place else plain))
    return variables, taken


def identifier(stem: str) -> str:
    """`stem` as a Python identifier: ``<lambda>_3`` is ``lambda_3``."""
    word = re.sub(r"\W+", "_", stem).strip("_") if not stem.isidentifier() else stem
    return f"{word}_" if keyword.iskeyword(word) or not word or word[0].isdigit() else word


def fresh(word: str, taken: set[str]) -> str:
    """`word`, with a number if it is taken; taken from now on."""
    free = word if word not in taken else next(w for n in count(2) if (w := f"{word}_{n}") not in taken)
    taken.add(free)
    return free


def _relations(events: list[Assignment], stems: dict[str, str]):
    """Pairs of versions of one name that need different variables, and those that had better share one."""
    apart, together = defaultdict(set), defaultdict(set)
    for event in events:
        sources = dict(event.targets)
        for name, value in event.targets:
            stem = stems[name]
            if isinstance(value, Name) and stems[value.id] == stem:
                together[name].add(value.id)
                together[value.id].add(name)
            for other in event.live | sources.keys():
                if other != name and stems.get(other) == stem and not _same(name, other, sources):
                    apart[name].add(other)
                    apart[other].add(name)
    return apart, together


def _same(name, other, sources):
    """True if `name` holds what `other` holds right after the assignment."""
    value = sources[name]
    return value == Name(other) or (
        other in sources and isinstance(value, (Name, Const)) and value == sources[other]
    )


def _groups(members, apart, together):
    """`members` in groups that can share a variable, the first for the plain name."""
    groups: list[list[str]] = []
    for name in members:
        open_ = [g for g in groups if apart[name].isdisjoint(g)]
        liked = [g for g in open_ if not together[name].isdisjoint(g)]
        if open_:
            (liked or open_)[0].append(name)
        else:
            groups.append([name])
    return groups


def _lines(program):
    """The line of each name, in the order in which the text mentions them; parameters first."""
    lines = {p.id: 0 for p in program.params}

    def visit(body):
        for s in body:
            line = getattr(s, "line", 0)
            if isinstance(s, (For, While)):
                lines.update({c.head: line for c in s.carried})
            if isinstance(s, For):
                lines[s.index] = line
            for block in ir.blocks(s):
                visit(block)
            lines.update(dict.fromkeys(ir.binds(s), line))

    visit(program.body)
    return lines


def _follow_heads(program, variables, events):
    """`variables` with names that nobody needs after a loop put where the loop leaves them anyway."""
    needed = {name for event in events for name, value in event.targets if isinstance(value, Name)}
    for s in ir.walk(program.body):
        for c in getattr(s, "carried", ()):
            if c.out not in needed:
                variables[c.out] = variables[c.head]
    return variables
