"""The progress bar, where tqdm is installed."""

from __future__ import annotations

import sys
from typing import Any


class _Training:
    """Says how far training has come: a bar with tqdm, lines on standard error without."""

    def __init__(self) -> None:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            self._bar = None
        else:
            self._bar = tqdm(desc="rasad train", unit="epoch")

    def update(self, stage: str, epoch: int, epochs: int, f1: float | None) -> None:
        if self._bar is None:
            score = "" if f1 is None else f", dev F1 {100 * f1:.2f}"
            print(f"rasad train: {stage}, epoch {epoch} of {epochs}{score}", file=sys.stderr, flush=True)
            return
        self._bar.total = epochs
        self._bar.n = epoch
        if f1 is not None:
            self._bar.set_postfix(f1=f"{100 * f1:.2f}")
        else:
            self._bar.set_postfix(stage=stage)
        self._bar.refresh()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def training() -> _Training:
    """What `rasad.train(progress=True)` reports to."""
    return _Training()


def bar(total: int | None) -> Any:
    """A bar with `update` and `close`, or None without tqdm."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm(total=total, unit="text", desc="rasad", smoothing=0)
