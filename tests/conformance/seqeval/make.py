"""Writes cases.json: what seqeval 1.2.2 (MIT licence) makes of tags. Needs seqeval; `python make.py` in this folder.

Tags are drawn at random with a fixed seed, over every scheme and with mistakes; the first cases are inputs of seqeval's
own tests.
"""

from __future__ import annotations

import itertools
import json
import random
import warnings
from pathlib import Path

import seqeval
from seqeval.metrics import classification_report
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, IOE1, IOE2, Entities

SCHEMES = {"iob1": IOB1, "iob2": IOB2, "ioe1": IOE1, "ioe2": IOE2, "iobes": IOBES, "bilou": BILOU}
LETTERS = {None: "BIES", "iob1": "BI", "iob2": "BI", "ioe1": "IE", "ioe2": "IE", "iobes": "BIES", "bilou": "BILU"}

# Inputs of seqeval's tests (tests/test_metrics.py, tests/test_v1.py).
OWN = [
    ([["B-ORG", "I-ORG"]], [["I-ORG", "I-ORG"]]),
    ([["O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]],
     [["O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]]),
    ([["O", "O", "O", "B-MISC", "I-MISC", "O", "B-ORG"], ["B-PER", "I-PER", "O", "B-PER"]],
     [["O", "O", "B-MISC", "I-MISC", "I-MISC", "O", "O"], ["B-PER", "I-PER", "O", "B-MISC"]]),
    ([["B-A", "B-B", "O", "B-A"]], [["O", "B-B", "B-C", "B-A"]]),
    ([["B-PER"]], [["B-Test"]]),
    ([["B-PER", "I-PER"]], [["B-ORG", "I-PER"]]),
    ([["O", "O", "O", "B", "I", "I", "O"], ["B", "I", "O"]], [["O", "O", "B", "I", "I", "I", "O"], ["B", "I", "O"]]),
]  # fmt: skip


def scores(gold: list[list[str]], found: list[list[str]], scheme: str | None) -> dict[str, list[float]]:
    how = {} if scheme is None else {"mode": "strict", "scheme": SCHEMES[scheme]}
    report = classification_report(gold, found, output_dict=True, zero_division=0, **how)
    keys = ("precision", "recall", "f1-score", "support")
    return {name: [round(float(row[key]), 12) for key in keys] for name, row in report.items()}


def entities(tags: list[str], scheme: str | None) -> list[tuple[str, int, int]]:
    """Label, first word, one past the last."""
    if scheme is None:
        return [(label, first, last + 1) for label, first, last in get_entities(tags)]
    return [entity.to_tuple()[1:] for entity in Entities([tags], SCHEMES[scheme]).entities[0]]


def main() -> None:
    draw = random.Random(20261128)
    spans = []
    for scheme, letters in LETTERS.items():
        tags = ["O", *(f"{letter}-{label}" for letter in letters for label in ("PER", "LOC"))]
        some = [list(t) for n in (1, 2) for t in itertools.product(tags, repeat=n)]
        some += [[draw.choice(tags) for _ in range(draw.randint(3, 9))] for _ in range(60)]
        spans += [
            [scheme, " ".join(t), " ".join(f"{label}:{a}:{b}" for label, a, b in entities(t, scheme))] for t in some
        ]
    reports = []
    cases = [(gold, found, scheme) for gold, found in OWN for scheme in (None, "iob2")]
    for scheme, letters in LETTERS.items():
        for _ in range(6):
            tags = ["O", "O", *(f"{letter}-{label}" for letter in letters for label in ("PER", "LOC", "ORG"))]
            gold = [[draw.choice(tags) for _ in range(draw.randint(0, 12))] for _ in range(8)]
            found = [[tag if draw.random() < 0.8 else draw.choice(tags) for tag in s] for s in gold]
            cases.append((gold, found, scheme))
    for gold, found, scheme in cases:
        text = [" | ".join(" ".join(s) for s in side) for side in (gold, found)]
        reports.append({"scheme": scheme, "gold": text[0], "found": text[1], "scores": scores(gold, found, scheme)})
    out = {
        "origin": f"What seqeval {seqeval.__version__ if hasattr(seqeval, '__version__') else '1.2.2'} (MIT licence) "
        "gives for tags drawn at random and for inputs of its own tests; made by make.py.",
    }
    lines = [f' "origin": {json.dumps(out["origin"])}']
    for name, rows in (("spans", spans), ("reports", reports)):
        lines.append(f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in rows) + "\n ]")
    Path(__file__).with_name("cases.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
