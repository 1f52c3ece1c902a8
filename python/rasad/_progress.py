"""The progress bar, where tqdm is installed."""

from __future__ import annotations

from typing import Any


def bar(total: int | None) -> Any:
    """A bar with `update` and `close`, or None without tqdm."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm(total=total, unit="text", desc="rasad", smoothing=0)
