"""Training, taggers and scores in Python."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import rasad

SENTENCES = [
    [("وصل", "O"), ("الوزير", "O"), ("سامر", "B-PER"), ("الحلواني", "I-PER"), ("إلى", "O"), ("رهوة", "B-CITY")],
    [("زار", "O"), ("وفد", "O"), ("شركة", "B-ORG"), ("نسيم", "I-ORG"), ("مدينة", "O"), ("دالية", "B-CITY")],
] * 12


@pytest.fixture(scope="module")
def tagger() -> rasad.Tagger:
    return rasad.train(SENTENCES, epochs=6)


def test_a_tagger_learns_its_labels_and_its_sentences(tagger: rasad.Tagger) -> None:
    assert tagger.labels == ["CITY", "ORG", "PER"]
    words = [word for word, _ in SENTENCES[0]]
    assert tagger.tag(words) == [tag for _, tag in SENTENCES[0]]
    assert tagger.tag_documents([[words, []], []]) == [[tagger.tag(words), []], []]


def test_the_same_data_and_seed_give_the_same_model(tagger: rasad.Tagger, tmp_path: Path) -> None:
    tagger.save(tmp_path / "a.blob")
    rasad.train(SENTENCES, epochs=6).save(tmp_path / "b.blob")
    assert (tmp_path / "a.blob").read_bytes() == (tmp_path / "b.blob").read_bytes()


def test_a_tagger_comes_back_from_file_and_pickle(tagger: rasad.Tagger, tmp_path: Path) -> None:
    words = [word for word, _ in SENTENCES[1]]
    tagger.save(tmp_path / "own.blob")
    for again in (rasad.Tagger.load(tmp_path / "own.blob"), pickle.loads(pickle.dumps(tagger))):
        assert again.tag(words) == tagger.tag(words)


def test_files_of_every_kind_are_read(tmp_path: Path) -> None:
    conll = tmp_path / "train.conll"
    conll.write_text("\n\n".join("\n".join(f"{w} {t}" for w, t in s) for s in SENTENCES), encoding="utf-8")
    marked = tmp_path / "marked"
    marked.mkdir()
    (marked / "a.ann").write_text("وصل الوزير [[PER:سامر الحلواني]] إلى ب[[CITY:رهوة]].\n" * 12, encoding="utf-8")
    assert rasad.train(conll, epochs=2).labels == ["CITY", "ORG", "PER"]
    assert rasad.train(str(marked), epochs=2, auxiliary={"more": conll}).labels == ["CITY", "PER"]
    assert rasad.evaluate(marked, marked).f1 == 1.0
    assert rasad.evaluate(conll, conll)["ORG"]["gold"] == 12


def test_tables_are_read() -> None:
    pandas = pytest.importorskip("pandas")
    rows = [(n, w, t) for n, s in enumerate(SENTENCES) for w, t in s]
    table = pandas.DataFrame(rows, columns=["sentence", "word", "tag"])
    assert rasad.train(table, epochs=2).labels == ["CITY", "ORG", "PER"]
    with pytest.raises(rasad.DataError, match="needs a column 'tag'"):
        rasad.train(table.drop(columns="tag"))


def test_faults_are_said_with_their_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.conll"
    bad.write_text("زار O\nالقاهرة X-LOC\n", encoding="utf-8")
    with pytest.raises(rasad.DataError, match=r"bad\.conll: line 2: the tag"):
        rasad.train(bad)
    with pytest.raises(rasad.DataError, match="row 1"):
        rasad.train([[("زار", "O")], [("القاهرة", "LOC")]])
    with pytest.raises(rasad.DataError):
        rasad.train([])
    with pytest.raises(rasad.FileError):
        rasad.train(tmp_path / "missing.conll")
    with pytest.raises(rasad.ArgumentTypeError):
        rasad.train(7)  # type: ignore[arg-type]
    with pytest.raises(rasad.ArgumentError, match="gold sentences"):
        rasad.evaluate([["O"]], [["O"], ["O"]])


def test_scores_are_strict_and_print_as_a_table() -> None:
    report = rasad.evaluate([["B-PER", "I-PER", "O", "B-LOC"]], [["B-PER", "I-PER", "O", "B-ORG"]])
    assert (report.precision, report.recall, report.f1) == (0.5, 0.5, 0.5)
    assert report["PER"]["f1"] == 1.0 and report["LOC"]["f1"] == 0.0
    assert "total" in str(report) and report.to_csv().startswith("label,precision")
    assert [row["label"] for row in report.to_dict()] == ["LOC", "ORG", "PER", "total"]
    assert report == rasad.evaluate([["B-PER", "I-PER", "O", "B-LOC"]], [["B-PER", "I-PER", "O", "B-ORG"]])
    with pytest.raises(KeyError):
        report["X"]


def test_the_built_in_tagger_is_scored_on_marked_text(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("وصل الوفد إلى [[GPE:القاهرة]] قادما من [[GPE:بيروت]].", encoding="utf-8")
    tagger = rasad.Tagger.builtin()
    assert set(tagger.labels) == {"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC"}
    assert rasad.evaluate(tmp_path, tagger).recall == 1.0


def test_progress_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    rasad.train(SENTENCES, epochs=2, dev=SENTENCES[:2], progress=True)
    assert "rasad train" in capsys.readouterr().err
