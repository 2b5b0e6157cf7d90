"""What a derivative needs to be compiled by Numba, and to be called from code that is: `Compiled`."""

from __future__ import annotations

from ad_transform.backend import PYTHON
from ad_transform.jit.compiling import numba_target
from ad_transform.jit.options import Options


class Compiled:
    """A derivative for the target that its `options` name: None stands for plain Python."""

    options: Options | None

    def for_target(self, write):
        """What ``write(target=target)`` gives for the target asked for."""
        if self.options is None:
            return write(target=PYTHON)
        return write(target=numba_target(self.options, lambda: write(target=PYTHON).function))

    @property
    def _numba_type_(self):
        """What code compiled by Numba sees."""
        from ad_transform.jit.inside import type_of

        return type_of(self)
