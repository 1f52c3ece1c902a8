"""The `rasad` command: extract, normalize, train, evaluate, info.

Errors are one sentence on standard error and exit status 2; only a mistake inside rasad itself ends with status 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import rasad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

_FORMATS = ("table", "jsonl", "csv", "parquet", "conll", "html")
_PARTS = ("entities", "quotes", "actors")
# What a directory is searched for.
_SUFFIXES = frozenset({".txt", ".text", ".md"})


_SCHEME = "bio, iob1, ioe1, ioe2, bioes or bilou"

_DATA = """\
labelled data:
  a CoNLL file      a word a line, first its word and last its tag, blanks or tabs between; an empty line
                    ends a sentence, a line that begins with -DOCSTART- ends a document
  a directory       of .ann files: texts with marks, as in [[GPE:القاهرة]]
  a .spacy file     spaCy's DocBin, where spaCy is installed

"""

_TRAIN = """\
examples:
  rasad train train.conll --dev dev.conll -o own.model
  rasad train texts/ -o own.model --auxiliary news=news.conll --lexicon names.csv
  rasad extract article.txt --model own.model

Ctrl-C ends training early: the best model so far is written, and the exit status is 130.
"""

_EVALUATE = """\
examples:
  rasad evaluate dev.conll --model own.model --errors
  rasad evaluate gold/ predicted/ --format json
  rasad evaluate dev.conll --map GPE=LOC --map FAC=LOC --map NORP=

formats:
  table, csv        a line for each label, then all of them
  json              the same with averages and the mistakes by kind
  errors            one mistake a line: row, kind, labels of gold and found, words
"""


class _Refused(Exception):
    """What the user has to mend, as one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        status = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough. What is still buffered must not raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except rasad.InternalError as error:
        print(f"rasad: {error}", file=sys.stderr)
        return 1
    except (_Refused, rasad.Error) as error:
        print(f"rasad: {_sentence(error)}", file=sys.stderr)
        return 2
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"rasad: {name}{error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("rasad: stopped", file=sys.stderr)
        return 130
    return status or 0


def _sentence(error: Exception | str) -> str:
    return " ".join(str(error).split())


class _Parser(argparse.ArgumentParser):
    """argparse with errors as one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="rasad", description="Normalizes Arabic text and finds entities, values and quotations.")
    parser.add_argument("--version", action="version", version=f"rasad {rasad.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    extract = commands.add_parser("extract", help="entities, quotations and actors of texts")
    _add_inputs(extract)
    extract.add_argument("--format", choices=_FORMATS, default="table", help="default: %(default)s")
    extract.add_argument("--date", metavar="YYYY-MM-DD", help="the day that relative dates are told from")
    extract.add_argument("--labels", metavar="LABELS", help="fine, coarse, or labels with commas between: GPE,PER")
    extract.add_argument(
        "--parts",
        metavar="PARTS",
        default="entities",
        help="of entities,quotes,actors; for table and csv (default: %(default)s)",
    )
    extract.add_argument(
        "--offsets",
        choices=("char", "byte", "utf16"),
        default="char",
        help="what positions count (default: %(default)s)",
    )
    extract.add_argument("--lexicon", metavar="FILE", help="own names: a CSV file or a compiled lexicon")
    extract.add_argument("--model", metavar="FILE", help="own tagger, in place of the built-in one")
    extract.add_argument("--no-values", action="store_true", help="no dates, numbers, amounts and addresses")
    extract.add_argument("--no-quotes", action="store_true", help="no quotations")
    extract.add_argument("--progress", action="store_true", help="a bar on standard error, where tqdm is installed")
    extract.set_defaults(run=_extract)

    normalize = commands.add_parser("normalize", help="texts in a normal form")
    _add_inputs(normalize)
    normalize.add_argument("--profile", default="clean", help="of: " + ", ".join(rasad.PROFILES) + " (default: clean)")
    normalize.add_argument(
        "--option",
        "-O",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="changes one option of the profile, as in -O digits=ascii; may be repeated",
    )
    normalize.set_defaults(run=_normalize)

    train = commands.add_parser(
        "train",
        help="a tagger from labelled sentences",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Trains a tagger and writes it to a file. The same data and seed give the same file.",
        epilog=_DATA + _TRAIN,
    )
    train.add_argument("data", metavar="DATA", help="labelled sentences; their labels are those of the tagger")
    train.add_argument("--output", "-o", metavar="FILE", required=True, help="where the model is written")
    train.add_argument(
        "--dev",
        metavar="DATA",
        help="labelled sentences: training stops when it no longer improves on them, and the best pass is kept",
    )
    train.add_argument(
        "--auxiliary",
        action="append",
        default=[],
        metavar="NAME=DATA",
        help="more sentences, in another label scheme or domain; may be repeated",
    )
    train.add_argument("--lexicon", metavar="FILE", help="own names: a CSV file or a compiled lexicon")
    train.add_argument("--no-curated", action="store_true", help="without the curated rows of the built-in lexicon")
    train.add_argument("--scheme", metavar="SCHEME", help=_SCHEME + "; what breaks it is an error (default: found out)")
    train.add_argument("--epochs", type=_count, metavar="N", help="passes over the data (default: 10)")
    train.add_argument("--patience", type=_count, metavar="N", help="passes without a gain on --dev (default: 4)")
    train.add_argument("--models", type=_count, metavar="N", help="models averaged into one (default: 1)")
    train.add_argument("--seed", type=int, default=1, metavar="N", help="default: %(default)s")
    train.add_argument("--quiet", "-q", action="store_true", help="no progress")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser(
        "evaluate",
        help="strict precision, recall and F1 of spans",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Compares labelled data with a tagger, or with the same text under predicted labels. A name counts "
        "where\nits first word, its last word and its label are right.",
        epilog=_DATA + _EVALUATE,
    )
    evaluate.add_argument("gold", metavar="GOLD", help="labelled sentences")
    evaluate.add_argument("predicted", metavar="PREDICTED", nargs="?", help="the same with predicted labels")
    evaluate.add_argument("--model", metavar="FILE", help="predict with this tagger (default: the built-in one)")
    evaluate.add_argument("--scheme", metavar="SCHEME", help=_SCHEME + "; names that break it do not count")
    evaluate.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="LABEL=LABEL",
        help="a label under another name on both sides, as in GPE=LOC; NORP= leaves it out; may be repeated",
    )
    evaluate.add_argument(
        "--format", choices=("table", "csv", "json", "errors"), default="table", help="default: %(default)s"
    )
    evaluate.add_argument("--errors", action="store_true", help="the mistakes by kind and labels, after the table")
    evaluate.add_argument("--output", "-o", metavar="FILE", help="instead of standard output")
    evaluate.set_defaults(run=_evaluate)

    info = commands.add_parser("info", help="version, labels, profiles, built-in data")
    info.set_defaults(run=_info)
    return parser


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="text files in UTF-8, directories (searched for .txt, .text, .md), or - for standard input",
    )
    parser.add_argument("--lines", action="store_true", help="every line is a text of its own")
    parser.add_argument("--output", "-o", metavar="FILE", help="instead of standard output")


# ---------------------------------------------------------------------------------------------------- inputs


def _files(inputs: Sequence[str]) -> list[str]:
    """The files to read, in order, `-` for standard input. Missing ones are told before any work is done."""
    out: list[str] = []
    for name in inputs:
        path = Path(name)
        if name == "-":
            out.append(name)
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
            if not found:
                raise _Refused(f"{name}: there is no text (.txt, .text, .md) in this directory")
            out.extend(map(str, found))
        elif path.exists():
            out.append(name)
        else:
            raise _Refused(f"{name}: there is no such file or directory")
    return out


def _texts(inputs: Sequence[str], lines: bool) -> Iterator[tuple[str, str]]:
    """The name and the text of each input."""
    for name in _files(inputs):
        shown = "<stdin>" if name == "-" else name
        if lines:
            with sys.stdin.buffer if name == "-" else open(name, "rb") as stream:
                offset = 0
                for number, line in enumerate(stream, 1):
                    yield f"{shown}:{number}", _decode(shown, line, offset).rstrip("\r\n")
                    offset += len(line)
        else:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            yield shown, _decode(shown, data, 0)


def _decode(name: str, data: bytes, offset: int) -> str:
    try:
        # A byte order mark stays: positions count it, as in any program that reads the file.
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refused(f"{name}: byte {offset + error.start} is not UTF-8; convert the file first") from None


@contextmanager
def _output(name: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is complete."""
    if name is None or name == "-":
        yield sys.stdout
        return
    with _finished(name) as path, open(path, "w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _finished(name: str) -> Iterator[Path]:
    """A path beside `name` to write to, renamed when all went well."""
    if os.path.isdir(name):
        raise _Refused(f"{name}: this is a directory; name a file")
    part = Path(f"{name}.part")
    try:
        yield part
        part.replace(name)
    finally:
        part.unlink(missing_ok=True)


# ---------------------------------------------------------------------------------------------------- extract


def _extract(options: argparse.Namespace) -> None:
    parts = options.parts.split(",")
    if unknown := [part for part in parts if part not in _PARTS]:
        raise _Refused(f"--parts: there is no part {unknown[0]!r}; there are {', '.join(_PARTS)}")
    if options.format == "parquet" and options.output in (None, "-"):
        raise _Refused("--format parquet writes a file: add --output FILE")
    if options.format in ("csv", "parquet") and len(parts) > 1:
        raise _Refused(f"--format {options.format} writes one table: name one of --parts {', '.join(_PARTS)}")
    labels = options.labels
    if labels is not None and labels not in ("fine", "coarse"):
        labels = [label.strip() for label in labels.split(",")]
    extra: dict[str, Any] = {}
    if options.lexicon:
        extra["lexicon"] = _lexicon(options.lexicon)
    if options.model:
        extra["tagger"] = rasad.Tagger.load(options.model)
    extractor = rasad.Extractor(labels=labels, values=not options.no_values, quotes=not options.no_quotes, **extra)

    names: list[str] = []

    def texts() -> Iterator[str]:
        for name, text in _texts(options.inputs, options.lines):
            names.append(name)
            yield text

    def found() -> Iterator[tuple[str, rasad.Document]]:
        for document in extractor.documents(texts(), date=options.date, progress=options.progress):
            assert document is not None  # every text above is a string
            yield names.pop(0), document

    write = _WRITERS[options.format]
    if options.format == "parquet":
        with _finished(options.output) as path:
            _write_parquet(found(), path, options)
    else:
        with _output(options.output) as out:
            write(found(), out, options)


def _lexicon(name: str) -> rasad.Lexicon:
    if name.lower().endswith((".csv", ".tsv")):
        return rasad.Lexicon.from_csv(name)
    return rasad.Lexicon.load(name)


def _write_table(found: Iterator[tuple[str, rasad.Document]], out: TextIO, options: argparse.Namespace) -> None:
    # Words last: a terminal that turns Arabic round moves everything after it. One thing a line, no drawn columns.
    parts = options.parts.split(",")
    for number, (name, doc) in enumerate(found):
        if number:
            out.write("\n")
        if len(options.inputs) > 1 or options.lines or os.path.isdir(options.inputs[0]):
            out.write(f"# {name}\n")
        table = doc.to_table().with_offsets(options.offsets)
        for part in parts:
            if len(parts) > 1:
                out.write(f"{'' if part == parts[0] else chr(10)}{part}\n")
            _LINES[part](table, out)


def _entity_lines(table: rasad.EntityTable, out: TextIO) -> None:
    out.write(f"{'start':>6} {'end':>6}  {'label':<8}  text\n")
    for row in table.to_pylist():
        known = [row["value"], row["id"], row["role"]]
        if row["name"] != row["text"]:
            known.insert(0, row["name"])
        _line(out, row["start"], row["end"], row["label"], row["text"], known)


def _quote_lines(table: rasad.EntityTable, out: TextIO) -> None:
    out.write(f"{'start':>6} {'end':>6}  {'kind':<8}  speaker: words\n")
    for row in table.quotes().to_pylist():
        words = f"{row['speaker'] or '؟'}: {row['text']}"
        _line(out, row["start"], row["end"], row["kind"], words, [row["role"], row["outlet"]])


def _actor_lines(table: rasad.EntityTable, out: TextIO) -> None:
    out.write(f"{'first':>6} {'times':>6}  {'label':<8}  name\n")
    for row in table.actors().to_pylist():
        place = None if row["lat"] is None else f"{row['lat']:.3f},{row['lon']:.3f}"
        _line(out, row["start"], row["mentions"], row["label"], row["name"], [row["english"], row["id"], place])


def _line(out: TextIO, first: int, second: int, label: str, text: str, known: list[str | None]) -> None:
    tail = "".join(f"\t{' '.join(part.split())}" for part in known if part)
    out.write(f"{first:>6} {second:>6}  {label:<8}  {' '.join(text.split())}{tail}\n")


_LINES = {"entities": _entity_lines, "quotes": _quote_lines, "actors": _actor_lines}


def _write_jsonl(found: Iterator[tuple[str, rasad.Document]], out: TextIO, options: argparse.Namespace) -> None:
    import json

    for name, doc in found:
        # The file is added to the object as it stands, without reading it again.
        out.write(f'{{"file":{json.dumps(name, ensure_ascii=False)},{doc.to_json(offsets=options.offsets)[1:]}\n')


def _part(doc: rasad.Document, options: argparse.Namespace) -> rasad.Table:
    table = doc.to_table().with_offsets(options.offsets)
    return {"entities": lambda: table, "quotes": table.quotes, "actors": table.actors}[options.parts]()


def _write_csv(found: Iterator[tuple[str, rasad.Document]], out: TextIO, options: argparse.Namespace) -> None:
    import csv

    writer = csv.writer(out, lineterminator="\n")
    header = False
    for name, doc in found:
        table = _part(doc, options)
        columns = [column for column in table.columns if column != "row"]
        if not header:
            writer.writerow(["file", *columns])
            header = True
        for row in table.to_pylist():
            writer.writerow([name, *(row[column] for column in columns)])


def _write_parquet(found: Iterator[tuple[str, rasad.Document]], path: Path, options: argparse.Namespace) -> None:
    from ._optional import need

    pyarrow = need("pyarrow", "--format parquet")
    parquet = need("pyarrow.parquet", "--format parquet")
    writer: Any = None
    waiting: list[Any] = []
    rows = 0

    def flush() -> None:
        nonlocal writer, waiting, rows
        if waiting:
            table = pyarrow.concat_tables(waiting)
            writer = writer or parquet.ParquetWriter(path, table.schema)
            writer.write_table(table)
            waiting, rows = [], 0

    try:
        for name, doc in found:
            table = _part(doc, options).to_arrow().drop_columns(["row"])
            table = table.add_column(0, "file", pyarrow.array([name] * len(table), pyarrow.string()))
            waiting.append(table)
            rows += len(table)
            if rows > 50_000:
                flush()
        flush()
    finally:
        if writer is not None:
            writer.close()


def _write_conll(found: Iterator[tuple[str, rasad.Document]], out: TextIO, options: argparse.Namespace) -> None:
    for _, doc in found:
        out.write(doc.to_conll())


def _write_html(found: Iterator[tuple[str, rasad.Document]], out: TextIO, options: argparse.Namespace) -> None:
    from html import escape

    from . import display

    first, *rest = list(_pages(found, display))
    if not rest:
        out.write(display.page(first[1], first[0]))
        return
    body = (f"<h1><bdi>{escape(name)}</bdi></h1>\n{html}" for name, html in [first, *rest])
    out.write(display.page("\n".join(body), "rasad"))


def _pages(found: Iterator[tuple[str, rasad.Document]], display: Any) -> Iterator[tuple[str, str]]:
    for name, doc in found:
        yield os.path.basename(name), display.document_body(doc)


_WRITERS: dict[str, Any] = {
    "table": _write_table,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": None,  # written to a path, not a stream
    "conll": _write_conll,
    "html": _write_html,
}


# ---------------------------------------------------------------------------------------------------- the others


def _normalize(options: argparse.Namespace) -> None:
    normalizer = rasad.Normalizer(options.profile, **dict(map(_option, options.option)))
    with _output(options.output) as out:
        for _, text in _texts(options.inputs, options.lines):
            normal = normalizer(text)
            out.write(normal)
            if not normal.endswith("\n"):
                out.write("\n")


def _option(text: str) -> tuple[str, Any]:
    import json

    name, sign, value = text.partition("=")
    if not sign or not name:
        raise _Refused(f"--option takes NAME=VALUE, not {text!r}")
    if value == "none":
        return name, "none" if name == "unicode" else None
    if value[:1] in "[{" or value.isdigit():
        try:
            return name, json.loads(value)
        except ValueError:
            raise _Refused(f"--option {name}: {value!r} is not JSON") from None
    return name, value.split(",") if "," in value else value


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on is needed, not {text!r}")
    return int(text)


def _train(options: argparse.Namespace) -> int:
    import json

    auxiliary = {}
    for item in options.auxiliary:
        name, sign, data = item.partition("=")
        if not sign or not name or not data:
            raise _Refused(f"--auxiliary takes NAME=DATA, not {item!r}")
        if name in auxiliary:
            raise _Refused(f"--auxiliary {name}: there are two of this name")
        auxiliary[name] = data
    # Told now, not after minutes of training.
    folder = os.path.dirname(options.output) or "."
    if not os.path.isdir(folder):
        raise _Refused(f"{options.output}: there is no directory {folder}")
    if os.path.isdir(options.output):
        raise _Refused(f"{options.output}: this is a directory; name a file")
    lexicon = rasad.Lexicon.builtin(curated=not options.no_curated)
    if options.lexicon:
        lexicon = lexicon | _lexicon(options.lexicon)
    with _warnings():
        tagger = rasad.train(
            options.data,
            auxiliary=auxiliary or None,
            dev=options.dev,
            lexicon=lexicon,
            scheme=options.scheme,
            progress=not options.quiet,
            seed=options.seed,
            epochs=options.epochs,
            models=options.models,
            patience=options.patience,
        )
    with _finished(options.output) as path:
        tagger.save(path)
    card = json.loads(tagger.card)
    print(f"{options.output}: labels {', '.join(tagger.labels)}")
    counts = ("sentences", "words")
    print(f"{options.output}: " + ", ".join(f"{card[name]} {name}" for name in counts) + f", {card['passes']} passes")
    if "dev" in card and card["dev"]["f1"] is not None:
        print(f"{options.output}: F1 {100 * card['dev']['f1']:.2f} on {options.dev}")
    if card.get("stopped"):
        print("rasad: stopped early; the model so far was written", file=sys.stderr)
        return 130
    return 0


@contextmanager
def _warnings() -> Iterator[None]:
    """Warnings as sentences on standard error."""
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        try:
            yield
        finally:
            for warning in caught:
                print(f"rasad: {_sentence(warning.message)}", file=sys.stderr)


def _evaluate(options: argparse.Namespace) -> None:
    if options.predicted is not None and options.model is not None:
        raise _Refused("evaluate takes PREDICTED or --model, not both")
    labels: dict[str, str | None] = {}
    for item in options.map:
        label, sign, other = item.partition("=")
        if not sign or not label:
            raise _Refused(f"--map takes LABEL=LABEL, not {item!r}")
        labels[label] = other or None
    predicted = options.predicted
    if predicted is None:
        predicted = rasad.Tagger.load(options.model) if options.model else rasad.Tagger.builtin()
    report = rasad.evaluate(options.gold, predicted, scheme=options.scheme, labels=labels or None)
    with _output(options.output) as out:
        if options.format == "csv":
            out.write(report.to_csv())
        elif options.format == "json":
            out.write(report.to_json() + "\n")
        elif options.format == "errors":
            _write_errors(report, out)
        else:
            out.write(f"{report}\n")
        if options.errors and options.format in ("table", "csv"):
            out.write("\ncount  kind                gold -> found\n")
            for row in report.confusion():
                gold, found = row["gold"] or "-", row["found"] or "-"
                out.write(f"{row['count']:5}  {row['kind']:<18}  {gold} -> {found}\n")


def _write_errors(report: rasad.Report, out: TextIO) -> None:
    for error in report.errors():
        labels = f"{error['gold'] or '-'} -> {error['found'] or '-'}"
        out.write(f"{error['row']:5}  {error['kind']:<18}  {labels:<16}  {error['text'] or ''}\n")


def _info(options: argparse.Namespace) -> None:
    print(f"rasad     {rasad.__version__}")
    print(f"python    {sys.version.split()[0]}")
    print(f"threads   {rasad._core.threads()}")
    print(f"profiles  {' '.join(rasad.PROFILES)}")
    print(f"labels    {' '.join(rasad.LABELS)}")
    print(f"lexicon   {rasad.Lexicon.builtin()!r}")
    print(f"tagger    {rasad.Tagger.builtin()!r}")


if __name__ == "__main__":
    sys.exit(main())
