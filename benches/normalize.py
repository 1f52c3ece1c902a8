"""Normalization beside plain Python and other libraries, in one run: `python benches/normalize.py [FILE] [--markdown]`.

Results are compared before the clock starts, and each figure is a ratio to a row of the same run. The clock is that of
the processor, over all threads; what a call gives is freed outside of it. Peers that are not installed are left out, with
a line that says so.
"""

from __future__ import annotations

import platform
import random
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import rasad

ARGUMENTS = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
HIDDEN = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c"
GONE = re.compile(f"[{MARKS}{HIDDEN}]+")
PAIRS = [*zip("أإآٱؤئةى", "ااااويهي", strict=True), *zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)]
TABLE = {ord(old): new for old, new in PAIRS}
BLANKS = re.compile(r"\s+")
# What the plain forms do, said in options.
OPTIONS: dict[str, Any] = {
    "tashkeel": "remove",
    "alef": "fold",
    "hamza": "fold",
    "alef_maksura": "yeh",
    "teh_marbuta": "heh",
    "digits": "ascii",
}
# What arabic-norm does.
FEWER: dict[str, Any] = {
    "unicode": "none",
    "presentation_forms": "keep",
    "invisible": "keep",
    "whitespace": "keep",
    "tashkeel": "remove",
    "alef": "fold",
    "alef_maksura": "yeh",
}


def by_replace(text: str) -> str:
    """One deletion, then replacements in C."""
    text = GONE.sub("", text)
    for old, new in PAIRS:
        text = text.replace(old, new)
    return BLANKS.sub(" ", text).strip()


def by_translate(text: str) -> str:
    """One deletion, then a table."""
    return BLANKS.sub(" ", GONE.sub("", text).translate(TABLE)).strip()


def by_translate_and_split(text: str) -> str:
    """One deletion, a table, and blanks by splitting."""
    return " ".join(GONE.sub("", text).translate(TABLE).split())


def by_replace_and_split(text: str) -> str:
    """One deletion, replacements in C, and blanks by splitting."""
    text = GONE.sub("", text)
    for old, new in PAIRS:
        text = text.replace(old, new)
    return " ".join(text.split())


def documents(size: int, count: int, seed: int = 1) -> list[str]:
    """Texts of so many words from an article, with marks, tatweel and digits strewn in."""
    path = Path(ARGUMENTS[0]) if ARGUMENTS else Path(__file__).parents[1] / "examples" / "article.txt"
    with path.open(encoding="utf-8", errors="ignore") as file:
        words = file.read(1_000_000).split()
    draw = random.Random(seed)
    noise = ["كِتابٌ", "العـــالم", "٢٠٢٥", "مُدَرِّسَةٌ"]
    out = []
    for _ in range(count):
        start = draw.randrange(len(words))
        text = [words[(start + i) % len(words)] for i in range(size)]
        for _ in range(max(1, size // 60)):
            text[draw.randrange(len(text))] = draw.choice(noise)
        out.append(" ".join(text))
    return out


def best(rows: dict[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """CPU seconds of the fastest round of each, the rounds of all in turn."""
    times = dict.fromkeys(rows, float("inf"))
    for _ in range(rounds):
        for name, work in rows.items():
            start = time.process_time()
            result = work()
            times[name] = min(times[name], time.process_time() - start)
            del result
    return times


def peer(name: str) -> Any:
    """A module, or None with a line that says that it is missing."""
    try:
        return import_module(name)
    except ImportError as error:
        print(f"left out: {name} ({error})", file=sys.stderr)
        return None


def columns(normalizer: rasad.Normalizer, texts: list[str], expected: list[str]) -> dict[str, Callable[[], object]]:
    """Columns of other libraries, checked."""
    rows: dict[str, Callable[[], object]] = {}
    if pa := peer("pyarrow"):
        for name, column in {
            "Arrow array": pa.array(texts, pa.large_string()),
            "Arrow chunked array": pa.chunked_array([texts[i::8] for i in range(8)]),
        }.items():
            rows[name] = lambda column=column: normalizer.map(column)
        assert rows["Arrow array"]().to_pylist() == expected
    if pd := peer("pandas"):
        for name, series in {
            "pandas Series (str)": pd.Series(texts),
            "pandas Series (object)": pd.Series(texts, dtype=object),
        }.items():
            rows[name] = lambda series=series: normalizer.map(series)
            assert rows[name]().tolist() == expected
    if pl := peer("polars"):
        series = pl.Series(texts)
        rows["polars Series"] = lambda: normalizer.map(series)
        assert normalizer.map(series).to_list() == expected
    return rows


def peers(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Other libraries, with the rules that each has."""
    rows: dict[str, Callable[[], object]] = {}
    if norm := peer("arabic_norm"):
        fewer = rasad.Normalizer("clean", **FEWER)
        if fewer.map(texts) == norm.normalize_batch(texts):
            rows["rasad, list, the rules of arabic-norm"] = lambda: fewer.map(texts)
        rows["arabic-norm (fewer rules)"] = lambda: norm.normalize_batch(texts)
    if araby := peer("pyarabic.araby"):

        def by_pyarabic(text: str) -> str:
            text = araby.normalize_hamza(araby.strip_tatweel(araby.strip_tashkeel(text)))
            return araby.normalize_teh(text)

        rows["pyarabic (fewer rules)"] = lambda: [by_pyarabic(text) for text in texts]
    if (camel := peer("camel_tools.utils.normalize")) and (dediac := peer("camel_tools.utils.dediac")):

        def by_camel(text: str) -> str:
            text = camel.normalize_alef_maksura_ar(camel.normalize_alef_ar(dediac.dediac_ar(text)))
            return camel.normalize_teh_marbuta_ar(text)

        rows["camel-tools (fewer rules)"] = lambda: [by_camel(text) for text in texts]
    return rows


def processor() -> str:
    """What this runs on."""
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        name = re.search(r"model name\s*: (.*)", info)
    except OSError:
        name = None
    return name[1] if name else platform.processor()


def run(texts: list[str]) -> None:
    """Measures and prints one table."""
    size = sum(len(text.encode()) for text in texts)
    ours = rasad.Normalizer("clean", **OPTIONS)
    social = rasad.Normalizer("social")
    forms = [by_replace, by_translate, by_translate_and_split, by_replace_and_split]
    few = texts[: max(1, len(texts) // 10)]
    first = best({form.__name__: lambda form=form: [form(text) for text in few] for form in forms}, 2)
    plain = min(forms, key=lambda form: first[form.__name__])
    expected = [plain(text) for text in texts]
    for form in forms:
        assert [form(text) for text in few] == expected[: len(few)], f"{form.__name__} differs"
    got = ours.map(texts)
    differing = sum(a != b for a, b in zip(got, expected, strict=True))
    assert not differing, f"{differing} of {len(texts)} texts differ from the plain form"
    name = f"plain Python ({plain.__name__.replace('_', ' ')})"
    rows: dict[str, Callable[[], object]] = {name: lambda: [plain(text) for text in texts]}
    rows["list"] = lambda: ours.map(texts)
    rows["one call a text"] = lambda: [ours(text) for text in texts]
    rows |= columns(ours, texts, expected)
    rows["list, profile social"] = lambda: social.map(texts)
    rows |= peers(texts)
    times = best({name: rows.pop(name)}, 3) | best(rows)
    base = times[name]
    versions = f"Python {platform.python_version()}, rasad {metadata.version('rasad')}"
    print(f"{len(texts):,} texts, {size / 1e6:.1f} MB; {processor()}; {versions}")
    if "--markdown" in sys.argv:
        print("\n| | MB/s of one core | times plain Python |\n|---|---:|---:|")
    for row, seconds in times.items():
        rate, ratio = size / seconds / 1e6, base / seconds
        if "--markdown" in sys.argv:
            print(f"| {row} | {rate:,.0f} | {ratio:.1f} |")
        else:
            print(f"  {row:40} {rate:8,.0f} MB/s of one core {ratio:6.1f} x plain")
    print()


def main() -> None:
    run(documents(180, 10_000))
    run(documents(15, 50_000))


if __name__ == "__main__":
    main()
