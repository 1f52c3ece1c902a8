"""ANERcorp through the public interface: what `rasad.train` gives with default settings, on the dev part.

    RASAD_DATA=… python training/anercorp.py [--seeds 1,2,3] [--out model]

Trains on ner/anercorp/train.conll with WikiFANE, NewsFANE (its training part) and the news articles as auxiliary data,
and without the curated rows of the lexicon, which were written with ANERcorp in view. The dev part is scored and
chooses nothing. A pair of files may be given in place of the dev part: `--dev FILE`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

import rasad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1", help="seeds with commas between (default: %(default)s)")
    parser.add_argument("--dev", action="append", default=[], help="what is scored in place of ner/anercorp/dev.conll")
    parser.add_argument("--out", help="where the model of the last seed is written")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    options = parser.parse_args()
    data = os.environ.get("RASAD_DATA")
    if not data:
        print("anercorp: set RASAD_DATA to the folder that holds ner/", file=sys.stderr)
        return 2
    ner = Path(data) / "ner"
    scored = options.dev or [ner / "anercorp/dev.conll"]
    warnings.simplefilter("ignore", UserWarning)  # 34 names of ANERcorp begin with I-
    scores: dict[str, list[float]] = {str(path): [] for path in scored}
    for seed in map(int, options.seeds.split(",")):
        started = time.perf_counter()
        tagger = rasad.train(
            ner / "anercorp/train.conll",
            auxiliary={
                "wikifane": ner / "wikifane/train.ace.conll",
                "newsfane": ner / "newsfane/train.ace.conll",
                "news": ner / "news/train",
            },
            lexicon=rasad.Lexicon.builtin(curated=False),
            seed=seed,
            progress=not options.quiet,
        )
        print(f"seed {seed}: trained in {time.perf_counter() - started:.0f} s", flush=True)
        for path in scored:
            report = rasad.evaluate(path, tagger)
            scores[str(path)].append(100 * report.f1)
            print(f"{path}\n{report}", flush=True)
    for name, found in scores.items():
        print(f"{name}: mean F1 {statistics.mean(found):.2f} of {', '.join(f'{f:.2f}' for f in found)}")
    if options.out:
        tagger.save(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
