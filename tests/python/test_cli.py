"""The command: formats, streams, errors as one sentence with status 2."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import rasad
from rasad import cli

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLE = str(ROOT / "examples" / "article.txt")


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rasad", *arguments], input=data, capture_output=True, timeout=120, check=False
    )


def refused(*arguments: str, data: bytes = b"") -> str:
    """The one sentence of a command that must fail."""
    done = run(*arguments, data=data)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2, said
    assert done.stdout == b""
    assert said.count("\n") == 1
    assert said.startswith("rasad")
    assert "Traceback" not in said
    return said


def test_the_table_has_one_entity_a_line(capsys: pytest.CaptureFixture[str], article: str) -> None:
    assert cli.main(["extract", ARTICLE]) == 0
    lines = capsys.readouterr().out.splitlines()
    entities = rasad.extract(article).entities
    assert len(lines) == len(entities) + 1
    for line, entity in zip(lines[1:], entities, strict=True):
        start, end, label = line.split()[:3]
        assert (int(start), int(end), label) == (entity.start, entity.end, entity.label)
        assert " ".join(entity.text.split()) in line


def test_json_lines_are_documents(article: str) -> None:
    done = run("extract", ARTICLE, "-", "--format", "jsonl", data="وصل أمس".encode())
    first, second = map(json.loads, done.stdout.decode().splitlines())
    assert first.pop("file") == ARTICLE
    assert first == rasad.extract(article).to_dict()
    assert second["file"] == "<stdin>"
    assert second["text"] == "وصل أمس"


def test_csv_and_parquet_hold_the_same(tmp_path: Path, article: str) -> None:
    for part, count in (
        ("entities", len(rasad.extract(article).entities)),
        ("quotes", len(rasad.extract(article).quotes)),
    ):
        done = run("extract", ARTICLE, "--format", "csv", "--parts", part)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        assert len(rows) == count
        out = tmp_path / f"{part}.parquet"
        assert run("extract", ARTICLE, "--format", "parquet", "--parts", part, "--output", str(out)).returncode == 0
        table = pq.read_table(out)
        assert table.column("text").to_pylist() == [row["text"] for row in rows]
        assert table.column("start").to_pylist() == [int(row["start"]) for row in rows]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["entities.parquet", "quotes.parquet"]


def test_conll_and_html(tmp_path: Path, article: str) -> None:
    assert run("extract", ARTICLE, "--format", "conll").stdout.decode() == rasad.extract(article).to_conll()
    page = tmp_path / "page.html"
    assert run("extract", ARTICLE, "--format", "html", "--output", str(page)).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_lines_are_texts_of_their_own() -> None:
    done = run(
        "extract", "-", "--lines", "--format", "jsonl", "--date", "2025-01-02", data="وصل أمس\r\n\nغادر اليوم".encode()
    )
    docs = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [doc["file"] for doc in docs] == ["<stdin>:1", "<stdin>:2", "<stdin>:3"]
    assert [[e["value"] for e in doc["entities"]] for doc in docs] == [["2025-01-01"], [], ["2025-01-02"]]


def test_a_directory_is_searched(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("في 6 سبتمبر 2025", encoding="utf-8")
    (tmp_path / "a.txt").write_text("في 5 سبتمبر 2025", encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"\xff")
    done = run("extract", str(tmp_path), "--format", "csv")
    values = [(Path(r["file"]).name, r["value"]) for r in csv.DictReader(io.StringIO(done.stdout.decode()))]
    assert values == [("a.txt", "2025-09-05"), ("two.txt", "2025-09-06")]


def test_normalize_changes_a_stream() -> None:
    assert run("normalize", "-", data="قـــالَ ٢٠٢٥".encode()).stdout.decode() == "قالَ ٢٠٢٥\n"
    done = run("normalize", "-", "--profile", "search", "-O", "digits=keep", data="إلى ٢٠٢٥".encode())
    assert done.stdout.decode() == "الي ٢٠٢٥\n"
    done = run("normalize", "-", "-O", "tashkeel=harakat,shadda", "-O", "repeats=2", data="مُمدّدددد".encode())
    assert done.stdout.decode() == "ممدد\n"


def test_info_says_what_is_built_in() -> None:
    said = run("info").stdout.decode()
    assert rasad.__version__ in said
    assert "GPE" in said
    assert "search" in said


def test_mistakes_are_one_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    broken = tmp_path / "broken.txt"
    broken.write_bytes("نص".encode() + b"\xe9\xff")
    assert "there is no text" in refused("extract", str(empty))
    assert f"{broken}: byte 4 is not UTF-8" in refused("extract", str(broken))
    assert "<stdin>: byte 7 is not UTF-8" in refused(
        "extract", "-", "--lines", "--output", str(tmp_path / "o"), data="ab\nنص".encode() + b"\xff"
    )
    assert "no such file" in refused("extract", str(tmp_path / "nothing.txt"))
    assert "there is no label" in refused("extract", ARTICLE, "--labels", "gpe")
    assert "YYYY-MM-DD" in refused("extract", ARTICLE, "--date", "yesterday")
    assert "there is no part" in refused("extract", ARTICLE, "--parts", "words")
    assert "invalid choice" in refused("extract", ARTICLE, "--format", "xml")
    assert "add --output" in refused("extract", ARTICLE, "--format", "parquet")
    assert "there is no profile" in refused("normalize", ARTICLE, "--profile", "find")
    assert "NAME=VALUE" in refused("normalize", ARTICLE, "-O", "digits")
    assert "digits" in refused("normalize", ARTICLE, "-O", "digits=roman")
    assert "required" in refused("extract")
    assert "directory" in refused("extract", ARTICLE, "--output", str(empty))
    assert refused("train", str(tmp_path / "nothing.conll"), "--output", str(tmp_path / "m"))
    assert refused("evaluate", str(tmp_path / "nothing.conll"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.txt", "empty"]


def test_a_mistake_leaves_the_old_output(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff")
    refused("extract", ARTICLE, str(broken), "--format", "csv", "--output", str(out))
    assert out.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="pipes differ")
def test_a_broken_pipe_is_silent() -> None:
    command = f"{sys.executable} -m rasad extract {' '.join([ARTICLE] * 200)} --format jsonl | head -c 100"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert len(done.stdout) == 100
    assert done.stderr == b""


def test_results_do_not_depend_on_the_locale(article: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rasad", "extract", ARTICLE],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "باماكو" in done.stdout.decode("utf-8")
