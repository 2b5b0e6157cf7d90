"""Run the zoo and say by cause what is refused or wrong, and after which stage of its road.

``python -m tests.programs [part of a name ...]`` runs the programs so named, or all. With ``--update`` the table of
refused programs is written anew; read the difference before you commit it.
"""

import sys
import traceback
import warnings
from collections import defaultdict

import numpy as np

from tests.programs.refusals import is_refusal, reason_for, write
from tests.programs.stages import first_wrong
from tests.programs.texts import MODES
from tests.programs.zoo import ZOO


def main(options):
    parts = [option for option in options if not option.startswith("-")]
    chosen = [p for p in ZOO if not parts or any(part in p.name for part in parts)]
    causes, refused = defaultdict(list), {}
    for program in chosen:
        for mode in MODES:
            stage, error = first_wrong(program, mode)
            if error is None:
                continue
            if is_refusal(error):
                refused[program.name, mode] = reason_for(error)
            causes[cause(stage, error)].append(f"{program.name}.{mode}")
    wrong = sum(len(names) for names in causes.values()) - len(refused)
    print(f"{2 * len(chosen)} derivatives: {len(refused)} refused, {wrong} wrong")
    for what, names in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"{len(names):4}  {what}\n      {' '.join(names[:6])}")
    if "--update" in options and not parts:
        if wrong:
            sys.exit("the table is not written while something is wrong")
        write(refused)


def cause(stage, error):
    """One line that is the same for programs that fail alike."""
    if is_refusal(error):
        return f"refused: {type(error).__name__}: {reason_for(error)[:150]}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "ad_transform" in frame.filename] or frames
    message = reason_for(error).split(" got ")[0][:150]
    where = f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}"
    return f"wrong after {stage}: {type(error).__name__}: {message} ({where})"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        main(sys.argv[1:])
