"""Generated modules in the cache folder, so that Numba finds a file to keep compiled code beside."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from ad_transform.compile import save

VARIABLE = "AD_TRANSFORM_CACHE_DIR"
"""The environment variable that names another cache folder."""


def folder() -> Path:
    """The cache folder: what the environment says, or the user's own."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "ad_transform"


def module_with(source: str, name: str, made_by: str):
    """The module with this text, from its file in the cache folder, which is written if it is not there.

    Numba keeps compiled code by file and type alone, so whatever else it depends on (`made_by`: options, versions of
    what is called) is part of the file's name.
    """
    digest = hashlib.sha256(f"{made_by}\n{source}".encode()).hexdigest()[:16]
    word = f"{name}_{digest}"
    title = f"ad_transform_generated_{word}"
    if title in sys.modules:
        return sys.modules[title]
    path = folder() / f"{word}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != source:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(source, path)
    spec: Any = importlib.util.spec_from_file_location(title, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[title] = module
    spec.loader.exec_module(module)
    return module
