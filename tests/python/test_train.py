"""What `rasad.train` takes, what it refuses and where it says so, and how it ends early."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import polars as pl
import pytest
import rasad

A = [("وصل", "O"), ("الوزير", "O"), ("سامر", "B-PER"), ("الحلواني", "I-PER"), ("إلى", "O"), ("رهوة", "B-CITY")]
B = [("زار", "O"), ("وفد", "O"), ("شركة", "B-ORG"), ("نسيم", "I-ORG"), ("مدينة", "O"), ("دالية", "B-CITY")]
SENTENCES = [A, B] * 4
LABELS = ["CITY", "ORG", "PER"]


def lists(sentence: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [word for word, _ in sentence], [tag for _, tag in sentence]


def card(data: Any, **options: Any) -> dict[str, Any]:
    """What the tagger says of the data it was trained on."""
    card: dict[str, Any] = json.loads(rasad.train(data, epochs=1, **options).card)
    return card


# What every way of handing the sentences over comes to.
READ = {"documents": 1, "sentences": 8, "words": 48, "names": {"CITY": 8, "ORG": 4, "PER": 4}}


def read(data: Any, **options: Any) -> dict[str, Any]:
    said = card(data, **options)
    return {key: said[key] for key in READ}


def conll(sentences: list[list[tuple[str, str]]], columns: str = "{w} {t}") -> str:
    return "\n\n".join("\n".join(columns.format(w=w, t=t) for w, t in s) for s in sentences) + "\n"


# ---------------------------------------------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    "text",
    [
        conll(SENTENCES),
        conll(SENTENCES, "{w}\t{t}"),
        conll(SENTENCES, "{w}\tNOUN\t_\t{t}").replace("\n", "\r\n"),
        conll(SENTENCES, "{w}  NN   {t} "),
        "\ufeff-DOCSTART- -X- O\n\n" + conll(SENTENCES),
        "# newdoc = 1\n# text\n" + conll(SENTENCES).replace("\n\n", "\n\n# sent_id = 7\n"),
    ],
    ids=["blanks", "tabs", "four columns", "many blanks", "docstart", "comments"],
)
def test_columns(text: str, tmp_path: Path) -> None:
    path = tmp_path / "train.conll"
    path.write_text(text, encoding="utf-8", newline="")
    assert read(path) == READ
    assert read(str(path)) == READ


def test_documents_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "train.conll"
    path.write_text("-DOCSTART- O\n\n" + conll([A, B]) + "\n-DOCSTART- O\n\n" + conll([A, B] * 3), encoding="utf-8")
    assert read(path) == {**READ, "documents": 2}
    path.write_text("# O\n", encoding="utf-8")
    with pytest.raises(rasad.DataError, match="no word of the training data has a label"):
        rasad.train(path)


SCHEMES = {
    "bio": "O O B-PER I-PER O B-CITY",
    "iob1": "O O I-PER I-PER O I-CITY",
    "ioe2": "O O I-PER E-PER O E-CITY",
    "bioes": "O O B-PER E-PER O S-CITY",
    "BILOU": "O O B-PER L-PER O U-CITY",
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_gives_the_same_model(scheme: str, tmp_path: Path) -> None:
    words = [word for word, _ in A]
    data = [(words, SCHEMES[scheme].split())] * 8
    bio = rasad.train([A] * 8, epochs=1)
    assert rasad.train(data, epochs=1) == bio
    assert rasad.train(data, epochs=1, scheme=scheme) == bio
    assert rasad.evaluate([A], data[:1]).f1 == 1.0


def test_marked_texts(tmp_path: Path) -> None:
    for name in ("b.ann", "a.ann", "notes.txt"):
        text = "وصل الوزير [[PER:سامر الحلواني]] إلى ب[[CITY:رهوة]].\n" * 6
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = card(tmp_path)
    assert (said["documents"], said["names"]) == (2, {"CITY": 12, "PER": 12})
    assert card(tmp_path / "a.ann")["documents"] == 1
    assert rasad.evaluate(tmp_path, tmp_path).f1 == 1.0


def test_lists() -> None:
    assert read(SENTENCES) == READ
    assert read(tuple(SENTENCES)) == READ
    assert read([[list(pair) for pair in s] for s in SENTENCES]) == READ
    assert read(iter(SENTENCES)) == READ
    assert read([lists(s) for s in SENTENCES]) == READ
    assert read([{"tokens": lists(s)[0], "ner_tags": lists(s)[1]} for s in SENTENCES]) == READ
    assert read([SENTENCES[:3], [], SENTENCES[3:]]) == {**READ, "documents": 2}
    # Two words and two tags look like two pairs.
    two = [[("زار", "O"), ("رهوة", "B-CITY")]] * 2
    assert card(two)["names"] == card([(["زار", "رهوة"], ["O", "B-CITY"])] * 2)["names"] == {"CITY": 2}


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_tables(frame: Any) -> None:
    words = [(n // 4, n, w, t) for n, s in enumerate(SENTENCES) for w, t in s]
    one = dict(zip(("document", "sentence", "word", "tag"), map(list, zip(*words, strict=True)), strict=True))
    assert read(frame(one)) == {**READ, "documents": 2}
    del one["document"]
    assert read(frame(one)) == READ
    # A sentence a row.
    tokens, tags = zip(*map(lists, SENTENCES), strict=True)
    assert read(frame({"tokens": list(tokens), "ner_tags": list(tags)})) == READ
    # The number of a sentence only in its first row, and names in capitals.
    first = [None if n and one["sentence"][n - 1] == s else f"Sentence: {s}" for n, s in enumerate(one["sentence"])]
    assert read(frame({"Sentence #": first, "Word": one["word"], "Tag": one["tag"]})) == READ
    # Empty rows between sentences, as a reader of CSV makes them.
    gaps: list[tuple[str | None, str | None]] = [pair for s in SENTENCES for pair in [*s, (None, None)]]
    assert read(frame({"word": [w for w, _ in gaps], "tag": [t for _, t in gaps]})) == READ


def test_a_dataset_of_hugging_face() -> None:
    names = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-CITY"]
    rows = [{"tokens": lists(s)[0], "ner_tags": [names.index(t) for t in lists(s)[1]]} for s in SENTENCES]

    class Dataset(list):  # type: ignore[type-arg]  # what matters of datasets.Dataset
        column_names = ("tokens", "ner_tags")
        features = {"ner_tags": SimpleNamespace(feature=SimpleNamespace(names=names))}  # noqa: RUF012

    assert read(Dataset(rows)) == READ


@pytest.mark.spacy
@pytest.mark.filterwarnings("default")
def test_spacy_documents(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc, DocBin
    from spacy.training import Example

    vocab = spacy.blank("ar").vocab
    docs = []
    for half in (SENTENCES[:4], SENTENCES[4:]):
        words, tags = zip(*[pair for s in half for pair in s], strict=True)
        starts = [n == 0 for s in half for n in range(len(s))]
        docs.append(Doc(vocab, words=list(words), ents=list(tags), sent_starts=starts))
    expected = {**READ, "documents": 2}
    assert read(docs) == expected
    assert read([Example(doc, doc) for doc in docs]) == expected
    binary = DocBin(docs=docs)
    assert read(binary) == expected
    binary.to_disk(tmp_path / "train.spacy")
    assert read(tmp_path / "train.spacy") == expected
    assert rasad.evaluate(tmp_path / "train.spacy", docs).f1 == 1.0
    (tmp_path / "bad.spacy").write_bytes(b"not one")
    with pytest.raises(rasad.DataError, match=r"bad\.spacy: this is not a file of spaCy's DocBin"):
        rasad.train(tmp_path / "bad.spacy")
    with pytest.raises(OSError):
        rasad.train(tmp_path / "missing.spacy")


# ---------------------------------------------------------------------------------------------------- what is refused


BROKEN = {
    "a tag of no scheme": ("زار O\nالقاهرة X-LOC\n", 2, 'the tag "X-LOC" is not O'),
    "a label alone": ("زار O\n\n\nالقاهرة LOC\n", 4, 'the tag "LOC" is not O'),
    "an empty label": ("زار O\nالقاهرة B-\n", 2, 'the tag "B-" is not O'),
    "one column": ("زار O\nالقاهرة\n", 2, "a word and a tag are needed"),
    "one column between tabs": ("زار\tO\n\tB-LOC\n", 2, "a word and a tag are needed"),
    "I- after O": ("سامر B-PER\nفي O\nدالية I-LOC\n", 3, "I-LOC follows O, and a name begins with B-LOC"),
    "I- after another label": ("سامر B-PER\nدالية I-LOC\n", 2, "I-LOC follows B-PER"),
    "two schemes": ("سامر B-PER\nدالية E-PER\n\nسامر U-PER\n", 4, '"U-PER" is of another scheme'),
    "nothing": ("", None, "there is no sentence in it"),
    "only blanks": ("\n \n\t\n", None, "there is no sentence in it"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_files_are_said_with_file_and_line(what: str, tmp_path: Path) -> None:
    text, line, said = BROKEN[what]
    path = tmp_path / "news.conll"
    path.write_text(text, encoding="utf-8")
    for call in (
        lambda: rasad.train(path),
        lambda: rasad.train(SENTENCES, auxiliary={"more": path}),
        lambda: rasad.train(SENTENCES, dev=path),
    ):
        with pytest.raises(rasad.DataError) as caught:
            call()
        assert str(caught.value).startswith(f"{path}: " + (f"line {line}: " if line else ""))
        assert said in str(caught.value)
        assert caught.value.line == line


def test_broken_marks_are_said_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text("زار\n[[PER:سامر\n", encoding="utf-8")
    with pytest.raises(rasad.DataError, match=r"a\.ann: line 2: a mark \[\[ is never closed"):
        rasad.train(tmp_path)
    path.unlink()
    with pytest.raises(rasad.DataError, match=r"holds no \.ann file"):
        rasad.train(tmp_path)
    path.write_bytes("زار".encode() + b"\xff O\n")
    with pytest.raises(rasad.EncodingError) as caught:
        rasad.train(path)
    assert caught.value.offset == 6
    with pytest.raises(rasad.FileError):
        rasad.train(tmp_path / "missing.conll")


def test_slips_are_told_and_read(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    path.write_text(conll(SENTENCES * 4) + "\nدالية I-CITY\n", encoding="utf-8")
    with pytest.warns(
        UserWarning, match=r"news\.conll: line 225: I-CITY follows the beginning of the sentence, .* 1 of 65"
    ):
        tagger = rasad.train(path, epochs=1)
    assert json.loads(tagger.card)["names"]["CITY"] == 33
    with pytest.raises(rasad.DataError, match="line 225: I-CITY"):
        rasad.train(path, scheme="bio")
    assert rasad.evaluate(path, path).f1 == 1.0, "scores are those of seqeval, which reads it so"


WRONG: dict[str, tuple[Any, str]] = {
    "no sentence": ([], "there is no sentence"),
    "only empty sentences": ([[], []], "no word of the training data has a label"),
    "a tag of no scheme": ([A, [("القاهرة", "LOC")]], 'row 1: word 0: at "القاهرة": the tag "LOC"'),
    "unequal lengths": ([lists(A), (["زار", "وفد", "شركة"], ["O", "O"])], "row 1: the sentence has 3 words and 2 tags"),
    "words alone": ([A, ["زار", "وفد"]], "row 1: word 0: a sentence is a list of (word, tag), and this is 'زار'"),
    "three parts": ([A, [("زار", "O", "O")]], "row 1: word 0: a sentence is a list of (word, tag)"),
    "a text": ([A, "زار"], "row 1: a sentence is a list of (word, tag), not str"),
    "a number": ([A, 7], "row 1: a sentence is a list of (word, tag), not int"),
    "a mapping without tags": (
        [{"tokens": ["زار"]}],
        "row 0: a sentence needs tokens and tags; this one has ['tokens']",
    ),
    "a word that is none": ([(["زار", 7], ["O", "O"])], "row 0: word 1: a word is a string"),
    "a tag that is none": ([(["زار", "وفد"], ["O", 3])], "row 0: word 1: a tag is a string"),
}


@pytest.mark.parametrize("what", WRONG)
def test_broken_lists_are_said_with_their_row(what: str) -> None:
    data, said = WRONG[what]
    with pytest.raises(rasad.DataError) as caught:
        rasad.train(data)
    assert said in str(caught.value)
    if said.startswith("row"):
        assert caught.value.row == int(said[4])


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_broken_tables_are_said(frame: Any) -> None:
    def refused(said: str, **columns: list[Any]) -> None:
        with pytest.raises(rasad.DataError) as caught:
            rasad.train(frame(columns))
        assert said in str(caught.value)

    refused("needs a column 'word'", Wort=["زار"], tag=["O"])
    refused(
        "needs a column 'tag' (or label, ner, ner_tag, tags, labels, ner_tags); it has ['word', 'pos']",
        word=["زار"],
        pos=["V"],
    )
    refused("needs a column 'sentence'", word=["زار"], tag=["O"])
    refused("row 1: the word 'وفد' has no tag", sentence=[1, 1], word=["زار", "وفد"], tag=["O", None])
    refused("row 1: the tag 'O' has no word", sentence=[1, 1], word=["زار", None], tag=["O", "O"])
    refused("row 1: the sentence has 2 words and 1 tags", tokens=[["زار"], ["زار", "وفد"]], tags=[["O"], ["O"]])
    refused("row 0: a sentence needs a list of words and a list of tags", tokens=[["زار"]], tags=["O"])
    refused("there is no sentence", sentence=[], word=[], tag=[])


def test_arguments_that_cannot_be() -> None:
    for wrong in (7, None, {"a": 1}, 1.5):
        with pytest.raises(rasad.ArgumentTypeError):
            rasad.train(wrong)  # type: ignore[arg-type]
    with pytest.raises(rasad.ArgumentError, match='there is no scheme "bmes"; there are bio,'):
        rasad.train(SENTENCES, scheme="bmes")
    with pytest.raises(rasad.ArgumentError, match="epochs must be at least 1"):
        rasad.train(SENTENCES, epochs=0)
    with pytest.raises(rasad.ArgumentError, match="models must be at least 1"):
        rasad.train(SENTENCES, models=0)
    with pytest.raises(rasad.ArgumentError, match="patience needs dev"):
        rasad.train(SENTENCES, patience=2)
    with pytest.raises(rasad.ArgumentTypeError, match="auxiliary takes a mapping"):
        rasad.train(SENTENCES, auxiliary=[SENTENCES])  # type: ignore[arg-type]
    with pytest.raises(rasad.ArgumentTypeError, match=r"lexicon takes a rasad\.Lexicon"):
        rasad.train(SENTENCES, lexicon="names.csv")  # type: ignore[arg-type]
    with pytest.raises(rasad.DataError, match="no word of the training data has a label"):
        rasad.train([[("زار", "O")]])


# ---------------------------------------------------------------------------------------------------- how it goes


def test_the_same_bytes_on_any_number_of_threads(tmp_path: Path) -> None:
    code = """
        import sys, json, hashlib, rasad
        sentences = json.load(sys.stdin)
        tagger = rasad.train(sentences, auxiliary={"more": sentences[:20]}, dev=sentences[:10], seed=7, epochs=4, models=2)
        tagger.save(sys.argv[1])
        print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())
        """
    said = set()
    for threads in ("1", "2", "5"):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / threads)],
            input=json.dumps(SENTENCES * 5),
            env={**os.environ, "RASAD_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_another_seed_gives_another_model() -> None:
    one = rasad.train(SENTENCES, epochs=3)
    assert rasad.train(SENTENCES, epochs=3, seed=1) == one
    assert rasad.train(SENTENCES, epochs=3, seed=2) != one


def test_a_development_set_ends_training_early() -> None:
    tagger = rasad.train(SENTENCES * 4, dev=SENTENCES, epochs=40, patience=2)
    said = json.loads(tagger.card)
    assert said["dev"]["f1"] == 1.0
    assert said["passes"] < 20
    assert said["dev"]["names"] == READ["names"]


def test_auxiliary_data_lends_what_it_shares() -> None:
    other = [[(w, t.replace("CITY", "GPE")) for w, t in s] for s in SENTENCES]

    class Sets(dict):  # type: ignore[type-arg]  # any mapping
        pass

    tagger = rasad.train(SENTENCES, auxiliary=Sets(other=other), epochs=2)
    assert tagger.labels == LABELS
    assert json.loads(tagger.card)["auxiliary"]["other"]["names"] == {"GPE": 8, "ORG": 4, "PER": 4}


def test_progress_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rasad.train(SENTENCES, epochs=2, dev=SENTENCES[:2], progress=True)
    said = capsys.readouterr().err
    assert "rasad train: training" in said and "dev_f1=" in said
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    rasad.train(SENTENCES, epochs=2, progress=True)
    assert "rasad train: training, pass 2 of 2\n" in capsys.readouterr().err
    rasad.train(SENTENCES, epochs=2)
    assert capsys.readouterr().err == ""


CTRL_C = """
    import json, random, sys, time, rasad
    random.seed(1)
    words = [a + b for a in "بتجدرسكلمنهو" for b in "بتجدرسكلمنهو"]
    sentences = []
    for _ in range(3000):
        tags = [random.choice(["O", "O", "O", "B-PER", "B-CITY"]) for _ in range(30)]
        sentences.append([(random.choice(words) + tag[-1:], tag) for tag in tags])
    print("ready", flush=True)
    try:
        tagger = rasad.train(sentences, epochs=100_000, progress=True)
    except KeyboardInterrupt:
        print("raised")
    else:
        card = json.loads(tagger.card)
        print(json.dumps([tagger.labels, card["stopped"], card["passes"], len(tagger.tag(["وصل"]))]))
    """


def interrupted(until: str) -> str:
    """What is printed when Ctrl-C comes after `until` was shown on standard error."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CTRL_C)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert child.stdout is not None and child.stderr is not None
    assert child.stdout.readline() == b"ready\n"
    seen = b""
    while until.encode() not in seen:
        seen += child.stderr.read1()  # type: ignore[attr-defined]
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=600)
    assert child.returncode == 0, err.decode()
    assert b"Traceback" not in err
    return out.decode()


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
@pytest.mark.parametrize("until", ["preparing", "2/100000"])
def test_ctrl_c_gives_the_model_so_far(until: str) -> None:
    labels, stopped, passes, words = json.loads(interrupted(until))
    assert (labels, stopped, words) == (["CITY", "PER"], True, 1)
    assert 1 <= passes < 1000


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
@pytest.mark.parametrize("times", [1, 2])
def test_a_second_ctrl_c_raises(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def ctrl_c(*_: object) -> None:
        nonlocal count
        count += 1
        if count <= times:
            raise KeyboardInterrupt

    class Bar:
        def update(self, stage: str, *_: object) -> None:
            signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)

        def close(self, stopped: bool) -> None:
            assert stopped

    monkeypatch.setattr("rasad._progress.training", Bar)
    before = signal.signal(signal.SIGALRM, ctrl_c)
    try:
        if times == 1:
            assert json.loads(rasad.train(SENTENCES * 400, epochs=100_000, progress=True).card)["stopped"] is True
        else:
            with pytest.raises(KeyboardInterrupt):
                rasad.train(SENTENCES * 400, epochs=100_000, progress=True)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_another_signal_is_not_taken_for_ctrl_c() -> None:
    def too_long(*_: object) -> None:
        raise TimeoutError("too long")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(TimeoutError):
            rasad.train(SENTENCES * 50, epochs=100_000)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
