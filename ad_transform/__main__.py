"""``python -m ad_transform``: the command line."""

from __future__ import annotations

import sys

from .tools.commands import main

if __name__ == "__main__":
    sys.exit(main())
