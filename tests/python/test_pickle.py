"""What travels between processes: pickle, copy, cloudpickle, joblib, pools of processes by fork and spawn."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable
from typing import Any

import cloudpickle
import joblib
import pytest
import rasad

TEXT = "قال الوزير سامر الحلواني في القاهرة أمس إن «3 ملايين دولار وصلت إلى شركة نسيم»."
OWN = rasad.Lexicon.from_records([{"name": "مشروع نسيم", "label": "PROJECT", "id": "x:1", "lat": 1.0, "lon": 2.0}])


@pytest.fixture(scope="module")
def tagger() -> rasad.Tagger:
    return rasad.train([[("زار", "O"), ("مدينة", "O"), ("رهوة", "B-CITY")]] * 8, epochs=2)


@pytest.fixture(scope="module")
def things(tagger: rasad.Tagger) -> dict[str, Any]:
    doc = rasad.extract(TEXT, date="2025-01-02")
    return {
        "document": doc,
        "entity": doc.entities[0],
        "quote": doc.quotes[0],
        "actor": doc.actors[0],
        "span": doc.tokens[0],
        "normalizer": rasad.Normalizer("search", digits="keep"),
        "extractor": rasad.Extractor(),
        "own extractor": rasad.Extractor(
            lexicon=OWN,
            tagger=tagger,
            labels=["CITY", "PROJECT"],
            normalizer=rasad.Normalizer(tatweel="remove"),
            quotes=False,
        ),
        "lexicon": rasad.Lexicon.builtin(),
        "own lexicon": OWN,
        "both lexicons": rasad.Lexicon.builtin(curated=False) | OWN,
        "tagger": rasad.Tagger.builtin(),
        "own tagger": tagger,
        "report": rasad.evaluate([["B-PER", "O"]], [["B-PER", "B-LOC"]]),
    }


WAYS: dict[str, Callable[[Any], Any]] = {
    **{f"pickle {n}": lambda x, n=n: pickle.loads(pickle.dumps(x, n)) for n in range(2, pickle.HIGHEST_PROTOCOL + 1)},
    "cloudpickle": lambda x: pickle.loads(cloudpickle.dumps(x)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize("way", WAYS)
def test_everything_comes_back_equal(way: str, things: dict[str, Any]) -> None:
    for name, thing in things.items():
        again = WAYS[way](thing)
        assert again == thing, name
        assert type(again) is type(thing), name
        assert repr(again) == repr(thing), name
        assert hash(again) == hash(thing) if name != "report" else True, name


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("column", [[TEXT, None, "", TEXT], [], [None]], ids=["texts", "nothing", "nulls"])
def test_tables_come_back(way: str, column: list[str | None]) -> None:
    table = rasad.extract(column)
    again = WAYS[way](table)
    assert type(again) is rasad.EntityTable
    assert again.texts == len(column)
    assert again.to_arrow().equals(table.to_arrow())
    for offsets in ("byte", "utf16"):
        assert again.with_offsets(offsets).to_arrow().equals(table.with_offsets(offsets).to_arrow())
        assert WAYS[way](table.with_offsets(offsets)).offsets == offsets
    for part, same in ((table.quotes(), again.quotes()), (table.actors(), again.actors())):
        assert same.to_arrow().equals(part.to_arrow())
        assert WAYS[way](part).to_arrow().equals(part.to_arrow())
        assert repr(WAYS[way](part)) == repr(part)


def test_a_large_table_comes_back(texts: list[str]) -> None:
    table = rasad.extract(texts * 300)
    again = pickle.loads(pickle.dumps(table))
    assert again.to_arrow().equals(table.to_arrow())


def test_damaged_tables_are_refused() -> None:
    make, state = rasad.extract([TEXT]).__reduce__()
    assert make(*state).to_arrow().equals(rasad.extract([TEXT]).to_arrow())
    _, good = rasad.extract([TEXT]).quotes().__reduce__()

    def damaged(change: Callable[[list[Any]], Any]) -> None:
        batches = [[[(n, nulls, list(buffers)) for n, nulls, buffers in c] for c in batch] for batch in good[2]]
        change(batches)
        with pytest.raises(rasad.Error):
            rasad.Table._from_state(good[0], good[1], batches)

    text = good[2][0][3][0]
    damaged(lambda b: b[0].pop())
    damaged(lambda b: b[0][1].pop())
    damaged(lambda b: b[0][3].append(text))
    damaged(lambda b: b[0].__setitem__(0, [(9, None, [b"12345678"])]))
    damaged(lambda b: b[0].__setitem__(3, [(text[0], None, [text[2][0], b"\xff" * len(text[2][1])])]))
    damaged(lambda b: b[0].__setitem__(3, [(text[0], None, [b"\xff" * len(text[2][0]), text[2][1]])]))
    damaged(lambda b: b[0].__setitem__(3, [(text[0], None, [])]))
    damaged(lambda b: b[0].__setitem__(3, [(2**62, None, text[2])]))
    with pytest.raises(rasad.DataError, match="no kind of table"):
        rasad.Table._from_state("x", "char", [])
    with pytest.raises(rasad.ArgumentError):
        rasad.Table._from_state(good[0], "bit", good[2])


def test_errors_keep_their_place() -> None:
    with pytest.raises(rasad.DataError) as caught:
        rasad.train([[("زار", "O")], [("وفد", "X")]])
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.row) == (rasad.DataError, str(caught.value), 1)


def test_a_builtin_thing_is_a_small_pickle(things: dict[str, Any]) -> None:
    # Its data is in the wheel of the other process: a task of Spark or Dask carries only what is one's own.
    for name in ("extractor", "lexicon", "tagger", "normalizer"):
        assert len(pickle.dumps(things[name])) < 1000, name


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_pools_of_processes(method: str, tagger: rasad.Tagger) -> None:
    extractor = rasad.Extractor(lexicon=rasad.Lexicon.builtin() | OWN, tagger=tagger)
    chunks = [[TEXT, None], ["زار وفد مدينة رهوة", "مشروع نسيم"]]
    with multiprocessing.get_context(method).Pool(2) as pool:
        tables = pool.map_async(extractor.extract, chunks).get(timeout=120)
        documents = pool.map_async(extractor.extract, [TEXT]).get(timeout=120)
        normal = pool.map_async(rasad.Normalizer("search"), ["أحمد", "قـــال"]).get(timeout=120)
        tags = pool.map_async(tagger.tag, [["زار", "مدينة", "رهوة"]]).get(timeout=120)
    assert [t.to_pylist() for t in tables] == [extractor.extract(chunk).to_pylist() for chunk in chunks]
    assert documents == [extractor.extract(TEXT)]
    assert normal == ["احمد", "قال"]
    assert tags == [tagger.tag(["زار", "مدينة", "رهوة"])]


@pytest.mark.filterwarnings("default")
def test_joblib() -> None:
    extractor = rasad.Extractor(labels=["GPE", "PER"])
    found = joblib.Parallel(n_jobs=2)(joblib.delayed(extractor.extract)(chunk) for chunk in ([TEXT], [None, TEXT]))
    assert [table.to_pylist() for table in found] == [
        extractor.extract([TEXT]).to_pylist(),
        extractor.extract([None, TEXT]).to_pylist(),
    ]
