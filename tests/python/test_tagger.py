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
