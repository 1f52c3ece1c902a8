"""Many threads, forked processes, large columns: the same results, and an end."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import subprocess
import sys
import textwrap

import pyarrow as pa
import pytest
import rasad


def large(texts: list[str], copies: int = 400) -> list[str | None]:
    """Two megabytes or so, some of them null."""
    return [None if i % 7 == 3 else text for i, text in enumerate(texts * copies)]


def test_a_large_column_equals_one_by_one(texts: list[str]) -> None:
    column = large(texts)
    table = rasad.extract(column)
    one = {text: [(e.start, e.end, e.label, e.value) for e in rasad.extract(text).entities] for text in texts}
    expected = [(row, *found) for row, text in enumerate(column) if text for found in one[text]]
    assert list(zip(*(table[c] for c in ("row", "start", "end", "label", "value")), strict=True)) == expected
    assert rasad.extract(pa.array(column)).to_arrow() == table.to_arrow()
    assert rasad.extract(pa.chunked_array([column[:5], column[5:3000], column[3000:]])).to_arrow() == table.to_arrow()


def test_a_large_column_is_normalized_in_order(texts: list[str]) -> None:
    column = large(texts)
    normal = {text: rasad.normalize(text, "search") for text in texts}
    expected = [text and normal[text] for text in column]
    assert rasad.normalize(column, "search") == expected
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        out = rasad.normalize(pa.array(column, kind), "search")
        out.validate(full=True)
        assert out.to_pylist() == expected


def test_threads_share_one_extractor(texts: list[str]) -> None:
    extractor = rasad.Extractor()
    column = large(texts, 40)
    expected = extractor.extract(column).to_arrow()
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: extractor.extract(column).to_arrow(), range(16)):
            assert found == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_works_after_its_parent(texts: list[str]) -> None:
    column = large(texts, 100)
    expected = len(rasad.extract(column))  # starts the threads of this process
    rasad.normalize(column)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map_async(count, [column] * 4).get(timeout=120)
    assert found == [(expected, len(column))] * 4


def count(column: list[str | None]) -> tuple[int, int]:
    return len(rasad.extract(column)), len(rasad.normalize(column))


def test_one_thread_gives_the_same(texts: list[str]) -> None:
    code = """
        import sys, hashlib, rasad, pickle
        column = pickle.load(sys.stdin.buffer)
        table = rasad.extract(column)
        print(hashlib.sha256(repr(table.to_pylist()).encode()).hexdigest(), rasad.normalize(column, "search")[0][:20])
        """
    import pickle

    outputs = set()
    for threads in ("1", "2", "5", "nonsense"):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            input=pickle.dumps(large(texts, 50)),
            env={**os.environ, "RASAD_THREADS": threads, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_ctrl_c_stops_a_long_job() -> None:
    code = """
        import _thread, threading, rasad
        column = ["قال الوزير في 5 سبتمبر 2025 إن القوات وصلت إلى باماكو. " * 40] * 40_000
        threading.Timer(0.5, _thread.interrupt_main).start()
        try:
            rasad.extract(column)
        except KeyboardInterrupt:
            print("stopped")
        """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout == "stopped\n", done.stderr


def test_a_stream_does_not_read_ahead_without_bound() -> None:
    read = 0

    def texts() -> object:
        nonlocal read
        for _ in range(100_000):
            read += 1
            yield "قال الوزير " * 50

    stream = rasad.Extractor().documents(texts())  # type: ignore[arg-type]
    next(stream)
    assert read <= 2048


def test_progress_is_shown(capfd: pytest.CaptureFixture[str], texts: list[str]) -> None:
    rasad.extract(large(texts, 20), progress=True)
    assert "100%" in capfd.readouterr().err
    assert len(list(rasad.Extractor().documents(texts, progress=True))) == len(texts)
    assert "100%" in capfd.readouterr().err
