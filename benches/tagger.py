"""rasad's tagger beside python-crfsuite, in one run, on one core: features and decoding of the same words.

    RASAD_DATA=… python benches/tagger.py [--articles 120] [--words 200000]

Both are trained on the same articles of ner/news/train; python-crfsuite gets the features one usually gives it (word,
prefixes, suffixes, shape, two words to each side). What each finds in ner/news/dev is shown with the rates, and both must
give one tag a word before the clock runs. Times are processor times of one thread.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rasad

Sentence = list[tuple[str, str]]
MARK = re.compile(r"\[\[(\w+):(.*?)\]\]")
TOKEN = re.compile(r"\w+|[^\w\s]")


def article(path: Path) -> list[Sentence]:
    """Words and tags of a marked text; a word with a name in it has the name's tag."""
    marked, spans, text, last = path.read_text("utf-8"), [], "", 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        last = mark.end()
    text += marked[last:]
    sentences: list[Sentence] = []
    at = 0
    for line in text.splitlines(keepends=True):
        sentence: Sentence = []
        before = None
        for token in TOKEN.finditer(line):
            a, b = at + token.start(), at + token.end()
            name = next((s for s in spans if a < s[1] and b > s[0]), None)
            tag = "O" if name is None else f"{'I' if name == before else 'B'}-{name[2]}"
            before = name
            sentence.append((token[0], tag))
            if token[0] in ".!؟?":
                sentences.append(sentence)
                sentence, before = [], None
        sentences.append(sentence)
        at += len(line)
    return [s for s in sentences if s]


def shape(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", word)))


def features(words: list[str]) -> list[list[str]]:
    """The usual feature set of a tutorial, for every word of a sentence."""
    out = []
    for i, word in enumerate(words):
        row = ["bias", "w=" + word, "shape=" + shape(word)]
        row += [f"p{n}={word[:n]}" for n in (1, 2, 3, 4)]
        row += [f"s{n}={word[-n:]}" for n in (1, 2, 3, 4)]
        for d in (-2, -1, 1, 2):
            row.append(f"w{d}={words[i + d]}" if 0 <= i + d < len(words) else f"edge{d}")
        out.append(row)
    return out


def best(work: Callable[[], int], runs: int = 3) -> float:
    """Processor seconds of the fastest run; every run must give the same count."""
    count, seconds = work(), float("inf")
    for _ in range(runs):
        start = time.process_time()
        again = work()
        seconds = min(seconds, time.process_time() - start)
        assert again == count, (again, count)
    return seconds


def raw(data: Path, words: int) -> list[list[list[str]]]:
    """Articles of raw news as sentences of words."""
    import lzma

    documents, count = [], 0
    with lzma.open(data / "raw/sanad_alkhaleej.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            tokens = TOKEN.findall(line)
            sentences, sentence = [], []
            for token in tokens:
                sentence.append(token)
                if token in (".", "؟", "!"):
                    sentences.append(sentence)
                    sentence = []
            sentences.append(sentence)
            sentences = [s for s in sentences if s]
            if sentences:
                documents.append(sentences)
            count += len(tokens)
            if count >= words:
                break
    return documents


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=120, help="to train on (default: %(default)s)")
    parser.add_argument("--words", type=int, default=200_000, help="of raw news to tag (default: %(default)s)")
    options = parser.parse_args()
    if not os.environ.get("RASAD_DATA"):
        print("benches/tagger.py: left out, RASAD_DATA is not set (a folder with ner/ and raw/)")
        return 0
    try:
        import pycrfsuite
    except ImportError:
        print("benches/tagger.py: left out, python-crfsuite is not installed (pip install -r requirements/bench.txt)")
        return 0
    data = Path(os.environ["RASAD_DATA"])
    files = sorted((data / "ner/news/train").glob("*.ann"))
    documents = [article(path) for path in files[: options.articles]]
    # The built-in tagger, whose names are evidence for ours, was trained on all of ner/news/train: these it never saw.
    others = [article(path) for path in sorted((data / "ner/news/dev").glob("*.ann"))]
    sentences = [s for d in documents for s in d]

    started = time.process_time()
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 50, "feature.possible_transitions": True})
    for s in sentences:
        trainer.append(features([w for w, _ in s]), [t for _, t in s])
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        crf = pycrfsuite.Tagger()
        crf.open(f"{folder}/model")
        seconds = {"python-crfsuite": time.process_time() - started}
        started = time.process_time()
        own = rasad.train(documents)
        seconds["rasad, same data"] = time.process_time() - started
        builtin = rasad.Tagger.builtin()

        # Strict scores on articles that neither has seen.
        gold = [[t for _, t in s] for d in others for s in d]
        words = [[[w for w, _ in s] for s in d] for d in others]
        ours = {"rasad, same data": own, "rasad, built-in model": builtin}
        scores = {"python-crfsuite": rasad.evaluate(gold, [crf.tag(features(s)) for d in words for s in d])}
        scores["rasad, same data"] = rasad.evaluate(gold, [t for d in own.tag_documents(words) for t in d])

        news = raw(data, options.words)
        flat = [s for d in news for s in d]
        total = sum(map(len, flat))
        prepared = [pycrfsuite.ItemSequence(features(s)) for s in flat[: len(flat) // 2]]
        half = sum(map(len, flat[: len(flat) // 2]))
        for tagger in ours.values():
            assert sum(len(t) for d in tagger.tag_documents(news) for t in d) == total, "one tag a word"
        assert sum(len(crf.tag(features(s))) for s in flat) == total, "one tag a word"

        def names(tags: list[str]) -> int:
            return sum(t[0] == "B" for t in tags)

        def decode() -> int:
            count = 0
            for items in prepared:
                crf.set(items)
                count += names(crf.tag())
            return count

        rates = {"python-crfsuite": total / best(lambda: sum(names(crf.tag(features(s))) for s in flat), 1)}
        alone = half / best(decode, 2)
        for name, tagger in ours.items():
            rates[name] = total / best(lambda t=tagger: sum(names(s) for d in t.tag_documents(news) for s in d))  # type: ignore[misc]

    print(f"{total} words of raw news; trained on {len(documents)} articles, scored on {len(others)} others")
    base = rates["python-crfsuite"]
    for name, rate in rates.items():
        f1 = f", F1 {100 * scores[name].f1:.1f}" if name in scores else ""
        trained = f", trained in {seconds[name]:.0f} s" if name in seconds else ""
        print(f"{name:<22} {rate:>9.0f} words/s ({rate / base:.1f}x), features and decoding{f1}{trained}")
    print(f"{'python-crfsuite':<22} {alone:>9.0f} words/s, decoding alone, features made before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
