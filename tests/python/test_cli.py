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


TRAIN = "وصل O\nالوزير O\nسامر B-PER\nالحلواني I-PER\nإلى O\nرهوة B-GPE\n\nزار O\nوفد O\nشركة B-ORG\nنسيم I-ORG\nدالية B-GPE\n\n"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "train.conll"
    path.write_text(TRAIN * 6, encoding="utf-8")
    return path


def test_train_writes_a_model_that_extracts_and_is_scored(tmp_path: Path, labelled: Path) -> None:
    model = tmp_path / "own.model"
    more = tmp_path / "more"
    more.mkdir()
    (more / "a.ann").write_text("وصل [[PERS:سامر الحلواني]] إلى [[LOC:رهوة]].\n" * 3, encoding="utf-8")
    names = tmp_path / "names.csv"
    names.write_text("name,label\nدالية,GPE\n", encoding="utf-8")
    options = ["--dev", str(labelled), "--auxiliary", f"more={more}", "--lexicon", str(names), "--epochs", "6"]
    done = run("train", str(labelled), "-o", str(model), *options, "--scheme", "bio", "--no-curated", "--patience", "3")
    assert done.returncode == 0, done.stderr.decode()
    assert "rasad train: training" in done.stderr.decode()
    said = done.stdout.decode().splitlines()
    assert said[0] == f"{model}: labels GPE, ORG, PER"
    assert said[1].startswith(f"{model}: 12 sentences, 66 words, ")
    assert said[2].startswith(f"{model}: F1 100.00 on ")
    again = tmp_path / "again.model"
    assert (
        run("train", str(labelled), "-o", str(again), *options, "--no-curated", "--patience", "3", "-q").stderr == b""
    )
    assert again.read_bytes() == model.read_bytes(), "the same data and seed give the same bytes"
    done = run("evaluate", str(labelled), "--model", str(model))
    assert "total" in done.stdout.decode() and "100.00" in done.stdout.decode()
    text = tmp_path / "text.txt"
    text.write_text("وصل الوزير سامر الحلواني إلى رهوة", encoding="utf-8")
    out = run("extract", str(text), "--model", str(model), "--format", "csv").stdout.decode()
    assert "سامر الحلواني" in out


def test_evaluate_compares_files(tmp_path: Path, labelled: Path) -> None:
    found = tmp_path / "found.conll"
    found.write_text(
        TRAIN.replace("رهوة B-GPE", "رهوة B-LOC").replace("الحلواني I-PER", "الحلواني O") * 6, encoding="utf-8"
    )
    table = run("evaluate", str(labelled), str(found), "--errors").stdout.decode()
    assert "    6  label               GPE -> LOC\n" in table
    assert "    6  boundary            PER -> PER\n" in table
    data = json.loads(run("evaluate", str(labelled), str(found), "--format", "json").stdout)
    assert (data["total"]["gold"], data["total"]["right"]) == (24, 12)
    assert {"kind": "label", "gold": "GPE", "found": "LOC", "count": 6} in data["confusion"]
    lines = run("evaluate", str(labelled), str(found), "--format", "errors").stdout.decode().splitlines()
    assert len(lines) == 12 and lines[0].split()[:2] == ["0", "boundary"] and "سامر الحلواني" in lines[0]
    rows = run("evaluate", str(labelled), str(found), "--format", "csv", "--map", "GPE=LOC", "--map", "PER=")
    assert [row["label"] for row in csv.DictReader(io.StringIO(rows.stdout.decode()))] == ["LOC", "ORG", "total"]
    out = tmp_path / "report.json"
    assert run("evaluate", str(labelled), str(found), "--format", "json", "-o", str(out)).stdout == b""
    assert json.loads(out.read_text(encoding="utf-8")) == data
    assert "100.00" in run("evaluate", str(labelled), str(labelled), "--scheme", "iob2").stdout.decode()


def test_mistakes_of_train_and_evaluate_are_one_sentence(tmp_path: Path, labelled: Path) -> None:
    broken = tmp_path / "broken.conll"
    broken.write_text("زار O\nالقاهرة X-LOC\n", encoding="utf-8")
    model = str(tmp_path / "m")
    assert f"{broken}: line 2: the tag" in refused("train", str(broken), "-o", model)
    assert f"{broken}: line 2: the tag" in refused("train", str(labelled), "-o", model, "--dev", str(broken), "-q")
    assert "takes NAME=DATA" in refused("train", str(labelled), "-o", model, "--auxiliary", "more")
    assert "two of this name" in refused(
        "train", str(labelled), "-o", model, "--auxiliary", "a=b", "--auxiliary", "a=c"
    )
    assert "there is no scheme" in refused("train", str(labelled), "-o", model, "--scheme", "x")
    assert "a number from 1 on" in refused("train", str(labelled), "-o", model, "--epochs", "0")
    assert "patience needs dev" in refused("train", str(labelled), "-o", model, "--patience", "2")
    assert "there is no directory" in refused("train", str(labelled), "-o", str(tmp_path / "no" / "m"))
    assert "this is a directory" in refused("train", str(labelled), "-o", str(tmp_path))
    assert "required" in refused("train", str(labelled))
    assert "not both" in refused("evaluate", str(labelled), str(labelled), "--model", model)
    assert "no such file" in refused("evaluate", str(labelled), "--model", model).lower()
    assert "takes LABEL=LABEL" in refused("evaluate", str(labelled), "--map", "GPE")
    assert f"{broken}: line 2" in refused("evaluate", str(labelled), str(broken))
    assert not Path(model).exists()
    slip = tmp_path / "slip.conll"
    slip.write_text(TRAIN * 12 + "رهوة I-GPE\n", encoding="utf-8")
    done = run("train", str(slip), "-o", model, "-q", "--epochs", "1")
    assert done.returncode == 0
    assert done.stderr.decode().startswith(f"rasad: {slip}: line 157: I-GPE follows the beginning of the sentence")


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_writes_the_model_so_far(tmp_path: Path, labelled: Path) -> None:
    import signal

    model = tmp_path / "own.model"
    labelled.write_text(TRAIN * 400, encoding="utf-8")
    command = [sys.executable, "-m", "rasad", "train", str(labelled), "-o", str(model), "--epochs", "1000000"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stderr is not None
    seen = b""
    while b"2/1000000" not in seen:
        seen += child.stderr.read1()  # type: ignore[attr-defined]
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=600)
    assert child.returncode == 130, err.decode()
    assert "stopped early; the model so far was written" in err.decode()
    assert f"{model}: labels GPE, ORG, PER" in out.decode()
    assert rasad.Tagger.load(model).labels == ["GPE", "ORG", "PER"]


def test_help_says_what_there_is() -> None:
    for command, words in {
        "train": ("--dev", "--auxiliary", "--seed", ".ann", "-DOCSTART-", "rasad train train.conll", "130"),
        "evaluate": ("--map", "--errors", "json", "--scheme", "rasad evaluate dev.conll"),
    }.items():
        said = run(command, "--help").stdout.decode()
        assert all(word in said for word in words), said
