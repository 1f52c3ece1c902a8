"""The scan of benches/lexicon.rs against ahocorasick_rs, on the same names and text, in one run.

    RASAD_BENCH_NAMES=/tmp/names.txt cargo bench --bench lexicon    # writes names and text, and prints our rates
    python benches/lexicon.py /tmp/names.txt                        # theirs, and ours through Python

The matchers differ in what a hit is: an automaton also matches inside words, and knows no proclitics. Before timing, each
of our hits that is a whole listed name must be among theirs.
"""

import sys
import time
from pathlib import Path

import ahocorasick_rs
import rasad


def rate(work, texts):
    """The best of three runs, in MB/s."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            work(text)
        best = min(best, time.perf_counter() - start)
    return sum(len(t.encode()) for t in texts) / best / 1e6


def main() -> None:
    path = Path(sys.argv[1])
    names = path.read_text(encoding="utf-8").split("\n")
    texts = path.with_name(path.name + ".text").read_text(encoding="utf-8").split("\n")[:1500]
    theirs = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.Standard)
    ours = rasad.Lexicon.from_records([{"name": name, "label": "X"} for name in names])
    listed = set(names)
    for text in texts[:200]:
        known = {(s, e) for _, s, e in theirs.find_matches_as_indexes(text, overlapping=True)}
        for hit in ours.find(text):
            if hit.text in listed:
                assert (hit.start, hit.end) in known, (hit.text, text)
    longest = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    base = rate(longest.find_matches_as_indexes, texts)
    print(f"ahocorasick_rs  {base:.1f} MB/s")
    mine = rate(ours.find, texts)
    print(f"rasad find      {mine:.1f} MB/s  ({mine / base:.1f}x, normalization and entities included)")


if __name__ == "__main__":
    main()
