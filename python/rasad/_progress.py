"""The progress bar, where tqdm is installed."""

from __future__ import annotations

import sys
from typing import Any

# What is being done, as users read it.
_STAGES = {"memory": "preparing", "weights": "training"}


class _Training:
    """Says how far training has come: a bar with tqdm, lines on standard error without."""

    def __init__(self) -> None:
        self._stage = ""
        self._best: float | None = None
        try:
            from tqdm.auto import tqdm
        except ImportError:
            self._bar = None
        else:
            self._bar = tqdm(desc="rasad train", unit="pass")

    def update(self, stage: str, epoch: int, epochs: int, f1: float | None) -> None:
        shown = _STAGES.get(stage, stage)
        if f1 is not None:
            self._best = f1 if self._best is None else max(f1, self._best)
        if self._bar is None:
            if stage == "weights" or epoch in (0, epochs):
                score = "" if f1 is None else f", dev F1 {100 * f1:.2f}"
                print(f"rasad train: {shown}, pass {epoch} of {epochs}{score}", file=sys.stderr, flush=True)
            return
        if stage != self._stage:
            # Passes of one stage take about as long as each other, not as those of another.
            self._bar.reset(total=epochs)
            self._bar.set_description(f"rasad train: {shown}", refresh=False)
            self._stage = stage
        self._bar.total = epochs
        self._bar.n = epoch
        if f1 is not None:
            self._bar.set_postfix(dev_f1=f"{100 * f1:.2f}", best=f"{100 * (self._best or 0):.2f}", refresh=False)
        self._bar.refresh()

    def close(self, stopped: bool = False) -> None:
        if self._bar is not None:
            self._bar.close()
        if stopped:
            print("rasad train: stopped early; this is the model so far", file=sys.stderr, flush=True)


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
