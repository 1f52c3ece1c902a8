"""Normalization beside plain Python and arabic-norm, in one run: `python benches/normalize.py [FILE]`.

Results are compared before the clock starts, and each figure is a ratio to a row of the same run. Peers that are not
installed are left out, with a line that says so.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rasad

MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c]+"
)
LETTERS = [*zip("أإآٱؤئةى", "ااااويهي", strict=True), *zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)]
BLANKS = re.compile(r"\s+")
# What the plain form does, said in options.
OPTIONS = {
    "tashkeel": "remove",
    "alef": "fold",
    "hamza": "fold",
    "alef_maksura": "yeh",
    "teh_marbuta": "heh",
    "digits": "ascii",
}


def plain(text: str) -> str:
    """The best plain form known: one deletion, then replacements in C."""
    text = MARKS.sub("", text)
    for old, new in LETTERS:
        text = text.replace(old, new)
    return BLANKS.sub(" ", text).strip()


def documents(count: int = 10_000, seed: int = 1) -> list[str]:
    """Texts of about 2 kB from the sentences of an article, with marks, tatweel and digits strewn in."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "examples" / "article.txt"
    words = path.read_text(encoding="utf-8").split()
    draw = random.Random(seed)
    noise = ["كِتابٌ", "العـــالم", "٢٠٢٥", "مُدَرِّسَةٌ"]
    out = []
    for _ in range(count):
        start = draw.randrange(len(words))
        text = [words[(start + i) % len(words)] for i in range(180)]
        for _ in range(3):
            text[draw.randrange(len(text))] = draw.choice(noise)
        out.append(" ".join(text))
    return out


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """CPU seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    texts = documents()
    size = sum(len(text.encode()) for text in texts)
    ours = rasad.Normalizer("clean", **OPTIONS)
    expected = [plain(text) for text in texts]
    got = ours.map(texts)
    differing = sum(a != b for a, b in zip(got, expected, strict=True))
    assert not differing, f"{differing} of {len(texts)} texts differ from the plain form"
    rows = {
        "plain Python (re.sub, replace)": best(lambda: [plain(text) for text in texts], 2),
        "rasad, list to list": best(lambda: ours.map(texts)),
        "rasad, one call a text": best(lambda: [ours(text) for text in texts]),
    }
    try:
        import pyarrow as pa
    except ImportError:
        print("pyarrow is not installed: no row for columns")
    else:
        column = pa.array(texts, pa.large_string())
        assert ours.map(column).to_pylist() == expected
        rows["rasad, Arrow to Arrow"] = best(lambda: ours.map(column))
    try:
        import arabic_norm
    except ImportError:
        print("arabic-norm is not installed: no row for it")
    else:
        rows["arabic-norm, a batch (fewer rules)"] = best(lambda: arabic_norm.normalize_batch(texts))
    base = rows["plain Python (re.sub, replace)"]
    print(f"{len(texts)} texts, {size / 1e6:.1f} MB")
    for name, seconds in rows.items():
        print(f"{name:36} {size / seconds / 1e6:8.0f} MB/s of CPU  {base / seconds:6.1f} x plain")


if __name__ == "__main__":
    main()
