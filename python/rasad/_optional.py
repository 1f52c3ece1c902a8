"""Libraries that are the user's own choice: imported where they are needed, with a clear error where they are not."""

from __future__ import annotations

import importlib
from typing import Any

from ._core import MissingLibraryError


def need(library: str, purpose: str, extra: str | None = None) -> Any:
    """The module `library`, or an error that says how to install it."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        root = library.partition(".")[0]
        if error.name is not None and error.name.partition(".")[0] != root:
            raise  # the library is there and misses something of its own
        wanted = f"'rasad[{extra}]'" if extra else root
        raise MissingLibraryError(f"{purpose} needs {root}, which is not installed: pip install {wanted}") from error
