"""Scores: equal to seqeval's, strict, with the mistakes behind them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rasad

CASES = json.loads((Path(__file__).parents[1] / "conformance/seqeval/cases.json").read_text("utf-8"))


def test_names_are_those_of_seqeval() -> None:
    assert len(CASES["spans"]) > 500
    for scheme, tags, expected in CASES["spans"]:
        # Against nothing, every name is a false one, and the report tells its place.
        nothing = ["O"] * len(tags.split())
        found = rasad.evaluate([nothing], [tags.split()], scheme=scheme).errors()
        said = " ".join(f"{e['found']}:{e['found_span'][0]}:{e['found_span'][1]}" for e in found)
        assert said == expected, f"scheme {scheme}, tags {tags}"


@pytest.mark.parametrize("case", CASES["reports"], ids=range(len(CASES["reports"])))
def test_scores_are_those_of_seqeval(case: dict[str, Any]) -> None:
    gold, found = ([s.split() for s in case[side].split("|")] for side in ("gold", "found"))
    report = rasad.evaluate(gold, found, scheme=case["scheme"])
    said: dict[str, Any] = {row["label"]: row for row in report.to_dict()[:-1]}
    said |= {"micro avg": report.micro, "macro avg": report.macro, "weighted avg": report.weighted}
    assert set(said) == set(case["scores"])
    for name, (precision, recall, f1, support) in case["scores"].items():
        row = said[name]
        assert row["precision"] == pytest.approx(precision, abs=1e-9), name
        assert row["recall"] == pytest.approx(recall, abs=1e-9), name
        assert row["f1"] == pytest.approx(f1, abs=1e-9), name
        assert row.get("support", row.get("gold")) == support, name


GOLD = [["B-PER", "I-PER", "O", "B-LOC", "O", "B-ORG", "I-ORG", "B-LOC", "O"]]
FOUND = [["B-PER", "O", "O", "B-GPE", "B-GPE", "B-LOC", "O", "O", "O"]]


def test_mistakes_are_told_apart() -> None:
    report = rasad.evaluate(GOLD, FOUND)
    assert [(e["kind"], e["gold"], e["found"], e["gold_span"]) for e in report.errors()] == [
        ("boundary", "PER", "PER", (0, 2)),
        ("label", "LOC", "GPE", (3, 4)),
        ("label and boundary", "ORG", "LOC", (5, 7)),
        ("missed", "LOC", None, (7, 8)),
        ("spurious", None, "GPE", None),
    ]
    assert {"kind": "label", "gold": "LOC", "found": "GPE", "count": 1} in report.confusion()
    twice = rasad.evaluate(GOLD * 2, FOUND * 2)
    assert {row["count"] for row in twice.confusion()} == {2}
    assert [e["row"] for e in twice.errors()] == [0] * 5 + [1] * 5
    data = json.loads(report.to_json())
    assert data["total"]["gold"] == 4 and len(data["labels"]) == 4 and data["macro"]["support"] == 4
    assert pd.DataFrame(report.errors())["kind"].value_counts()["missed"] == 1
    assert report.to_pandas()["label"].tolist() == ["GPE", "LOC", "ORG", "PER", "total"]


def test_mistakes_carry_their_words(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "found").mkdir()
    text = "وصل إلى ب{}القاهِرة{} و{}علي حسن{}.\n"
    (tmp_path / "gold/a.ann").write_text(text.format("[[GPE:", "]]", "[[PER:", "]]"), encoding="utf-8")
    (tmp_path / "found/a.ann").write_text(text.format("[[LOC:", "]]", "", ""), encoding="utf-8")
    report = rasad.evaluate(tmp_path / "gold", tmp_path / "found")
    assert [(e["kind"], e["text"]) for e in report.errors()] == [("label", "القاهرة"), ("missed", "علي حسن")]
    words = rasad.evaluate([[("القاهرة", "B-LOC"), ("اليوم", "O")]], [[("القاهرة", "O"), ("اليوم", "O")]])
    assert words.errors()[0]["text"] == "القاهرة"
    again = rasad.evaluate(tmp_path / "gold", tmp_path / "found", labels={"GPE": "LOC", "PER": None})
    assert again.f1 == 1.0 and again.labels == ["LOC"]
    other = tmp_path / "found/a.ann"
    other.write_text("نص آخر", encoding="utf-8")
    with pytest.raises(rasad.ArgumentError, match="row 0: the two documents have different texts"):
        rasad.evaluate(tmp_path / "gold", tmp_path / "found")


def test_labels_under_other_names() -> None:
    merged = rasad.evaluate(GOLD, FOUND, labels={"GPE": "LOC", "ORG": None})
    assert merged.labels == ["LOC", "PER"]
    assert (merged["LOC"]["gold"], merged["LOC"]["found"], merged["LOC"]["right"]) == (2, 3, 1)
    with pytest.raises(rasad.ArgumentTypeError, match="labels takes a mapping"):
        rasad.evaluate(GOLD, FOUND, labels=["GPE"])  # type: ignore[arg-type]


def test_a_tagger_is_scored_on_words_and_on_marks(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("وصل الوفد إلى [[GPE:القاهرة]] قادما من [[GPE:بيروت]].", encoding="utf-8")
    tagger = rasad.Tagger.builtin()
    assert rasad.evaluate(tmp_path, tagger).recall == 1.0
    assert rasad.evaluate(tmp_path, tagger, labels={"GPE": "LOC"})["LOC"]["right"] == 2
    words = [("وصل", "O"), ("الوفد", "O"), ("إلى", "O"), ("القاهرة", "B-LOC")]
    assert rasad.evaluate([words], tagger).errors()[0]["kind"] == "label"
    assert rasad.evaluate([words], tagger, labels={"GPE": "LOC"}).f1 == 1.0


def test_reports_are_values() -> None:
    report = rasad.evaluate(GOLD, FOUND)
    assert pickle.loads(pickle.dumps(report)) == report
    assert report != rasad.evaluate(GOLD, GOLD)
    lines = str(report).splitlines()
    assert lines[0].split() == ["label", "precision", "recall", "F1", "gold", "found", "right"]
    assert [line.split()[0] for line in lines[1:]] == ["GPE", "LOC", "ORG", "PER", "total", "macro", "weighted"]


@pytest.mark.parametrize(
    ("gold", "found", "said"),
    [
        ([["O"]], [["O"], ["O"]], "there are 1 gold sentences and 2 predicted ones"),
        ([["O"], ["O"]], [["O"], ["O", "O"]], "row 1: the sentence has 1 gold tags and 2 predicted ones"),
        ([["O"], ["B-PER", "PER"]], [["O"], ["O", "O"]], 'row 1: word 1: the tag "PER" is not O'),
        ([["O"]], [["X-PER"]], 'row 0: word 0: the tag "X-PER" is not O'),
        (["O", "O"], [["O"]], "row 0: tags are lists of sentences"),
        ([[("زار", "O")]], [[("زار", "O"), ("وفد", "O")]], "the gold data has 1 words and the predicted 2"),
    ],
)
def test_what_cannot_be_compared_is_refused(gold: Any, found: Any, said: str) -> None:
    with pytest.raises(rasad.Error) as caught:
        rasad.evaluate(gold, found)
    assert said in str(caught.value)


def test_a_scheme_is_kept_to() -> None:
    assert rasad.evaluate([["B-ORG", "I-ORG"]], [["I-ORG", "I-ORG"]]).f1 == 1.0
    assert rasad.evaluate([["B-ORG", "I-ORG"]], [["I-ORG", "I-ORG"]], scheme="bio").f1 == 0.0
    with pytest.raises(rasad.DataError, match="not of this scheme: O, B-label, I-label"):
        rasad.evaluate([["B-ORG"]], [["S-ORG"]], scheme="bio")
    with pytest.raises(rasad.ArgumentError, match="there is no scheme"):
        rasad.evaluate([["O"]], [["O"]], scheme="xyz")
