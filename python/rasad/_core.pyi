# Made by python/generate_stubs.py from the comments in src/py and the docstrings of the module; do not edit.
# ruff: noqa

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from os import PathLike
from typing import Any, Final, Literal, Protocol, TypedDict, TypeVar, final, overload, type_check_only

import numpy
import pandas
import polars
import pyarrow
from typing_extensions import Self, Unpack, disjoint_base

@type_check_only
class _ArrowStream(Protocol):
    """Anything that offers its rows through the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@type_check_only
class _ArrowArray(Protocol):
    """Anything that offers its rows through the Arrow C data interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...

_Texts = (
    Sequence[str | None]
    | _ArrowStream
    | _ArrowArray
    | pandas.Series[Any]
    | polars.Series
    | pyarrow.Array[Any]
    | pyarrow.ChunkedArray[Any]
    | numpy.ndarray[Any, Any]
)
_Path = str | PathLike[str]

@type_check_only
class _DocBin(Protocol):
    """spaCy's DocBin."""

    def get_docs(self, vocab: Any, /) -> Iterator[Any]: ...

_Sentence = Iterable[tuple[str, str]] | tuple[Sequence[str], Sequence[str]] | Mapping[str, Sequence[str]]
_Labelled = _Path | Iterable[_Sentence] | Iterable[Iterable[_Sentence]] | Iterable[Any] | pandas.DataFrame | polars.DataFrame | _DocBin
_T = TypeVar("_T", bound=_Texts)

@type_check_only
class _Options(TypedDict, total=False):
    unicode: Literal["nfc", "nfkc", "none"]
    presentation_forms: Literal["letters", "keep"]
    invisible: Literal["remove", "keep"]
    tatweel: Literal["remove", "keep"]
    tashkeel: Literal["keep", "remove", "remove_final"] | Sequence[
        Literal["harakat", "tanween", "shadda", "sukun", "dagger_alef", "quranic", "honorific"]
    ]
    alef: Literal["keep", "fold", "basic"]
    hamza: Literal["keep", "fold", "drop"]
    alef_maksura: Literal["keep", "yeh", "egyptian"]
    teh_marbuta: Literal["keep", "heh", "teh"]
    persian: Literal["keep", "lookalikes", "all"]
    digits: Literal["keep", "ascii", "arabic_indic", "extended"]
    punctuation: Literal["keep", "ascii", "arabic"]
    repeats: int | None
    whitespace: Literal["tidy", "keep"]
    url: Literal["keep", "remove", "mask"]
    email: Literal["keep", "remove", "mask"]
    mention: Literal["keep", "remove", "mask"]
    hashtag: Literal["keep", "remove", "mask", "unwrap"]
    emoji: Literal["keep", "remove", "mask"]
    html: Literal["keep", "remove", "mask", "unwrap"]
    masks: Mapping[str, str]

__all__ = [
    "__version__",
    "Error",
    "ArgumentError",
    "ArgumentTypeError",
    "BlobError",
    "DataError",
    "EncodingError",
    "FileError",
    "InternalError",
    "MissingLibraryError",
    "Column",
    "Aligned",
    "PROFILES",
    "normalize",
    "Normalizer",
    "repair",
    "transliterate",
    "Span",
    "Entity",
    "Actor",
    "Quote",
    "_part",
    "_document",
    "Document",
    "Table",
    "EntityTable",
    "Tagger",
    "train",
    "Report",
    "evaluate",
    "_lexicon",
    "Lexicon",
    "LABELS",
    "extract",
    "Extractor",
    "Documents",
    "threads",
]

LABELS: Final[tuple[str, ...]]
__version__: Final[str]
PROFILES: Final[tuple[str, ...]]

@final
class Actor:
    """One person, body or place of a text, with all its mentions. Actors come from `Document.actors`, most frequent first.

    Example:
        >>> import rasad
        >>> for actor in rasad.extract("زار الرئيس باماكو. وتقع باماكو على نهر النيجر.").actors:
        ...     assert len(actor) == len(actor.mentions)
    """
    @property
    def name(self) -> str:
        """The fullest name found, or the canonical one."""
        ...
    @property
    def label(self) -> str:
        """What it is: `PER`, `ORG`, `GPE`, …."""
        ...
    @property
    def id(self) -> str | None:
        """The identity, where linked."""
        ...
    @property
    def canonical(self) -> str | None:
        """The name of the linked thing."""
        ...
    @property
    def english(self) -> str | None:
        """The linked thing's name in English."""
        ...
    @property
    def country(self) -> str | None:
        """ISO 3166 code of the country it belongs to."""
        ...
    @property
    def mentions(self) -> tuple[Entity, ...]:
        """Its mentions, in the order of the text."""
        ...
    @property
    def start(self) -> int:
        """Where the first mention begins."""
        ...
    def __len__(self) -> int: ...
    def __bool__(self) -> Literal[True]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

@final
class Aligned:
    """A text and its normal form, with the way between them. `Normalizer.align` gives it.

    Positions are code points. A span of the normal form goes to the characters it came from, marks included.

    Example:
        >>> import rasad
        >>> aligned = rasad.Normalizer("search").align("قـــالَ")
        >>> start, end = aligned.to_source(0, len(aligned.text))
        >>> aligned.source[start:end] == aligned.source
        True
    """
    @property
    def source(self) -> str:
        """The original."""
        ...
    @property
    def text(self) -> str:
        """The normal form."""
        ...
    def to_source(self, start: int, end: int, /) -> tuple[int, int]:
        """The span of the original that a span of the normal form came from."""
        ...
    def to_normalized(self, start: int, end: int, /) -> tuple[int, int]:
        """The span of the normal form that a span of the original went to."""
        ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...

class Error(Exception):
    """Anything that rasad refuses; the base of its exceptions."""
    row: int | None
    line: int | None
    offset: int | None

class ArgumentError(Error, ValueError):
    """An option, label, profile or argument that does not exist or is out of range."""

class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of a type that cannot be used."""

class BlobError(Error, ValueError):
    """A lexicon or model file that is short, foreign, corrupted or newer than this build."""

@final
class Column:
    """A column of texts in Arrow memory, for libraries that read the Arrow capsules. `rasad.normalize` gives it where it
    does not know the class of what went in.
    """
    @property
    def chunks(self) -> list[Column]:
        """The chunks, each a column of its own."""
        ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...

class DataError(Error, ValueError):
    """Data that cannot be read as what it should be: a table, a CoNLL file, a configuration."""

@final
class Document:
    """One text with everything found in it. A notebook shows it as right-to-left HTML.

    Documents come from `rasad.extract(text)` and `Extractor.documents(texts)`. They compare equal by value and can be
    pickled. Positions are code points of the original text.

    Example:
        >>> import rasad
        >>> doc = rasad.extract("زار الوفد القاهرة في 5 سبتمبر 2025.")
        >>> all(doc.text[e.start:e.end] == e.text for e in doc.entities)
        True
    """
    @property
    def text(self) -> str:
        """The original text."""
        ...
    @property
    def date(self) -> str | None:
        """The day that relative dates are told from, as `YYYY-MM-DD`: given, or read from a leading `date` header."""
        ...
    @property
    def header(self) -> str | None:
        """The leading `date YYYY-MM-DD` header, which is metadata: nothing is found in it."""
        ...
    @property
    def entities(self) -> tuple[Entity, ...]:
        """The mentions in the order of the text, without overlap."""
        ...
    @property
    def actors(self) -> tuple[Actor, ...]:
        """Each person, body or place once, most frequent first."""
        ...
    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The attributed statements in the order of the text; they may nest."""
        ...
    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in the order of the text."""
        ...
    @property
    def tokens(self) -> tuple[Span, ...]:
        """The words, numbers and marks in the order of the text."""
        ...
    def to_dict(self, *, offsets: Literal["char", "byte", "utf16"] = "char", tokens: bool = False) -> dict[str, Any]:
        """Everything as plain data: dictionaries, lists, strings and numbers.

        `offsets` says what positions count: code points (`"char"`), bytes of UTF-8 or units of UTF-16, as browsers do.
        `tokens=True` adds the words.
        """
        ...
    def to_json(self, *, offsets: Literal["char", "byte", "utf16"] = "char", tokens: bool = False) -> str:
        """The same as one line of JSON; `Document.from_json` reads it back. Lone surrogates become U+FFFD."""
        ...
    @staticmethod
    def from_json(text: str, /) -> Document:
        """The document that `to_json` wrote."""
        ...
    def to_conll(self) -> str:
        """One token and its BIO tag a line, an empty line between sentences. A word carries the tag of the name in it,
        proclitics included.
        """
        ...
    def to_table(self) -> EntityTable:
        """The entities as an Arrow-backed table, as `rasad.extract([text])` gives it."""
        ...
    def to_pandas(self, *, offsets: Literal["char", "byte", "utf16"] = "char") -> pandas.DataFrame:
        """The entities as a `pandas.DataFrame`, one row a mention."""
        ...
    def to_spacy(self, nlp: Any = None) -> Any:
        """The text as a `spacy.tokens.Doc` with its entities; `nlp` gives the vocabulary (`spacy.blank("ar")` if none)."""
        ...
    def to_html(self, *, page: bool = False) -> str:
        """The text with its entities and quotations marked, right to left, as a piece of HTML or a whole `page`.
        No script, nothing fetched, every text escaped.
        """
        ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

@final
class Documents:
    """A stream of documents, in the order of the texts; `Extractor.documents` gives it."""
    def __iter__(self) -> Self: ...
    def __next__(self) -> Document | None: ...

class EncodingError(Error, UnicodeError):
    """Bytes that are not UTF-8; `offset` says where."""

@final
class Entity:
    """One mention: its place in the original text, its label, and what is known of it.

    Positions are code points of the original: `doc.text[e.start:e.end] == e.text` holds for every entity. Entities
    compare equal by value. They come from `Document.entities`.

    Example:
        >>> import rasad
        >>> e = rasad.extract("سافر إلى القاهرة يوم 5 سبتمبر 2025.").entities[-1]
        >>> e.label, e.value
        ('DATE', '2025-09-05')
    """
    @property
    def text(self) -> str:
        """The surface, without proclitics and quotation marks."""
        ...
    @property
    def start(self) -> int:
        """The first code point in the original text."""
        ...
    @property
    def end(self) -> int:
        """One past the last code point in the original text."""
        ...
    @property
    def label(self) -> str:
        """What it is: `PER`, `GPE`, `DATE`, …; see `rasad.LABELS`."""
        ...
    @property
    def name(self) -> str:
        """The citation form: no marks, no tatweel, the article written out after لل."""
        ...
    @property
    def prefix(self) -> str:
        """The proclitics before it (`ل`, `و`, `ول`), or the empty string."""
        ...
    @property
    def role(self) -> str | None:
        """The title or description of a person, as it stands."""
        ...
    @property
    def role_span(self) -> tuple[int, int] | None:
        """Where the role stands."""
        ...
    @property
    def id(self) -> str | None:
        """The identity, such as `geonames:2460596`."""
        ...
    @property
    def canonical(self) -> str | None:
        """The name of the linked thing."""
        ...
    @property
    def english(self) -> str | None:
        """The linked thing's name in English."""
        ...
    @property
    def country(self) -> str | None:
        """ISO 3166 code of the country it belongs to."""
        ...
    @property
    def lat(self) -> float | None:
        """Latitude in degrees."""
        ...
    @property
    def lon(self) -> float | None:
        """Longitude in degrees."""
        ...
    @property
    def value(self) -> str | None:
        """The value of a date, number, amount or address: `2025-09-05`, `23000`, `USD 2000000000`."""
        ...
    @property
    def score(self) -> float:
        """How sure, from 0 to 1."""
        ...
    @property
    def source(self) -> Literal["lexicon", "tagger", "rule", "memory"]:
        """Which part found it: `lexicon`, `tagger`, `rule` or `memory` (an earlier mention in the same text)."""
        ...
    @property
    def actor(self) -> Actor | None:
        """The person, body or place of the text that this is a mention of."""
        ...
    def as_number(self) -> Decimal | None:
        """The number of a NUMBER, ORDINAL, PERCENT, MONEY or QUANTITY as a `decimal.Decimal`; `None` for anything else,
        ranges included (see `as_interval`).
        """
        ...
    def as_date(self) -> date | None:
        """The day of a DATE (or of a TIME with its day) as a `datetime.date`; `None` where it is not one single day."""
        ...
    def as_interval(self) -> tuple[date | None, date | None] | tuple[Decimal, Decimal] | None:
        """The first and the last day of a DATE (or of a TIME with its day), or both ends of a range of numbers, both
        included. A date open at one end has `None` there; one without a year (`--10-02`) or before Christ gives `None`.
        """
        ...
    def as_amount(self) -> tuple[str, Decimal] | None:
        """The currency and the amount of a MONEY, the unit and the amount of a QUANTITY; `None` for anything else, ranges
        included.
        """
        ...
    def as_duration(self) -> timedelta | None:
        """The length of a DURATION in weeks, days, hours, minutes and seconds; `None` where it is a range or has months or
        years, which have no fixed length.
        """
        ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

@disjoint_base
class Table:
    """Rows found in many texts, kept as Arrow columns: anything that takes the Arrow capsules reads it without a copy.

    `row` is the place of the text in the input, from 0. Positions are code points of the original text unless
    `with_offsets` says otherwise.

    Example:
        >>> import rasad
        >>> rasad.extract(["زار الوفد القاهرة", None]).columns[:3]
        ['row', 'start', 'end']
    """
    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        ...
    @property
    def offsets(self) -> Literal["char", "byte", "utf16"]:
        """What positions count."""
        ...
    def with_offsets(self, offsets: Literal["char", "byte", "utf16"], /) -> Self:
        """The same table with positions in code points, bytes of UTF-8 or units of UTF-16. Costs nothing."""
        ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def to_arrow(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> pyarrow.Table:
        """The rows as a `pyarrow.Table`, without a copy."""
        ...
    def to_pandas(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> pandas.DataFrame:
        """The rows as a `pandas.DataFrame`."""
        ...
    def to_polars(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> polars.DataFrame:
        """The rows as a `polars.DataFrame`."""
        ...
    def to_dict(self) -> dict[str, list[Any]]:
        """The columns as lists."""
        ...
    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        ...
    def __getitem__(self, column: str, /) -> list[Any]: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _from_state(kind: str, offsets: str, batches: list[Any]) -> Table: ...
    def __len__(self) -> int: ...
    def _repr_html_(self) -> str: ...
    def __repr__(self) -> str: ...

@final
class EntityTable(Table):
    """The entities of many texts, one row a mention, with their quotations and actors as further tables.

    `rasad.extract(column)` gives it: `row`, `start`, `end`, `text`, `label`, `name`, `prefix`, `role`, `id`,
    `canonical`, `english`, `country`, `lat`, `lon`, `value`, `number`, `first_day`, `last_day`, `score`, `source`,
    `actor`. `number` is what `as_number` gives, as a float; `first_day` and `last_day` are the ends of `as_interval` in
    ISO form, null where a date is open or has no year. Null texts have no rows.

    Example:
        >>> import rasad
        >>> table = rasad.extract(["وصل في 5 سبتمبر 2025", None, ""])
        >>> table["row"], table["label"], table["value"]
        ([0], ['DATE'], ['2025-09-05'])
    """
    @property
    def texts(self) -> int:
        """How many texts were read, null ones included."""
        ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _from_states(offsets: str, texts: int, entities: list[Any], quotes: list[Any], actors: list[Any]) -> EntityTable: ...
    def quotes(self) -> Table:
        """The quotations of all texts: `row`, `start`, `end`, `text`, `kind`, `form`, `speaker`, `speaker_start`,
        `speaker_end`, `speaker_name`, `speaker_actor`, `pronoun`, `role`, `cue`, `outlet`.
        """
        ...
    def actors(self) -> Table:
        """Each person, body or place of each text: `row`, `actor` (as in the entities), `name`, `label`, `mentions`,
        `start` and `end` of the first mention, `id`, `canonical`, `english`, `country`, `lat`, `lon`.
        """
        ...

@final
class Extractor:
    """A reusable extractor with its own names, model and labels. It can be pickled and shared between threads.

    Args:
        lexicon: names, `"builtin"` or a `Lexicon`; for your own besides the built-in ones
            `rasad.Lexicon.builtin() | own`. Without one (`None`) names come from the tagger alone.
        tagger: `"builtin"`, a `Tagger` of your own, or `None`: then names come from the lexicon alone.
        labels: `"coarse"` for PER, LOC, ORG, MISC and the values; or the labels wanted.
        normalizer: what is done to a text before anything is found in it, such as
            `rasad.Normalizer(html="unwrap")`; positions stay those of the original.
        values: whether dates, numbers, amounts and addresses are found.
        quotes: whether quotations are found.

    Example:
        >>> import rasad
        >>> dates = rasad.Extractor(labels=["DATE"], quotes=False)
        >>> [e.value for e in dates.extract("من 3 مارس 2025 حضر 20 شخصا").entities]
        ['2025-03-03']
        >>> [len(doc.entities) for doc in dates.documents(iter(["في 5 سبتمبر 2025", "نص"]))]
        [1, 0]
    """
    def __new__(cls, *, lexicon: Lexicon | Literal["builtin"] | None = "builtin", tagger: Tagger | Literal["builtin"] | None = "builtin", labels: Literal["fine", "coarse"] | Iterable[str] | None = None, normalizer: Normalizer | None = None, values: bool = True, quotes: bool = True) -> Self: ...
    @overload
    def extract(self, x: str, /, *, date: str | date | None = None, progress: bool = False) -> Document:  # type: ignore[overload-overlap]
        """As `rasad.extract`, with this extractor."""
        ...
    @overload
    def extract(self, x: _Texts, /, *, date: str | date | Iterable[str | date | None] | None = None, progress: bool = False) -> EntityTable: ...
    def documents(self, texts: Iterable[str | None], /, *, date: str | date | None = None, progress: bool = False) -> Iterator[Document | None]:
        """The documents of any iterable of strings, in order, as a stream: texts are read a few at a time and found on
        all cores, so that memory does not grow with their number. `None` gives `None`.
        """
        ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...

class FileError(Error, OSError):
    """A file that cannot be read or written."""

class InternalError(Error, RuntimeError):
    """A mistake inside rasad: please report it with the text that caused it."""

@final
class Lexicon:
    """Names with identities, found whatever their marks, hamzas and glued particles. `a | b` finds the names of both.

    Example:
        >>> import rasad
        >>> own = rasad.Lexicon.from_records([{"name": "مشروع نسيم", "label": "PROJECT", "id": "x:2"}])
        >>> [(e.text, e.label, e.id) for e in own.find("أشرف على مَشْروع نسيم")]
        [('مَشْروع نسيم', 'PROJECT', 'x:2')]
        >>> extractor = rasad.Extractor(lexicon=rasad.Lexicon.builtin() | own)

    The built-in lexicon costs no memory of its own; a loaded file is mapped, and processes share it.
    """
    @staticmethod
    def builtin(curated: bool = True) -> Lexicon:
        """The lexicon that is part of rasad: places, bodies, persons, words of names.

        `curated=False` leaves out the names chosen by hand for this project, for measuring on corpora that were in
        view when they were chosen.
        """
        ...
    @staticmethod
    def from_records(records: Iterable[Mapping[str, Any] | tuple[str, str]], /) -> Lexicon:
        """A lexicon of dictionaries with `name` and `label` (your own labels too), and where known `class`, `trust`
        (3 = safe alone … 0 = never alone), `canonical`, `id`, `english`, `country`, `population`, `lat`, `lon`; or of
        tuples of name and label. An error names the record.
        """
        ...
    @staticmethod
    def from_csv(path: _Path, /) -> Lexicon:
        """A lexicon of a file with a header, cells separated by commas, semicolons or tabs; columns as in `from_records`."""
        ...
    @staticmethod
    def from_pandas(frame: Any, /) -> Lexicon:
        """A lexicon of a DataFrame of pandas or polars; columns as in `from_records`."""
        ...
    @staticmethod
    def load(path: _Path, /) -> Lexicon:
        """Opens a compiled lexicon. It is mapped, not read: there at once, whatever its size."""
        ...
    def save(self, path: _Path, /) -> None:
        """Writes the compiled lexicon."""
        ...
    @overload
    def find(self, x: str, /) -> tuple[Entity, ...]:  # type: ignore[overload-overlap]
        """The longest names of a text from left to right, as entities; of a list or column, as a table."""
        ...
    @overload
    def find(self, x: _Texts, /) -> EntityTable: ...
    def __or__(self, other: Lexicon, /) -> Lexicon: ...
    def __ror__(self, other: Lexicon, /) -> Lexicon: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> Literal[True]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

class MissingLibraryError(Error, ImportError):
    """An optional library that is needed here and not installed."""

@final
class Normalizer:
    """A reusable normalizer: a profile with options changed. Callable; can be pickled and compared.

    Args:
        profile: the name of a profile; see `rasad.PROFILES`.
        options: change single options of the profile.

    Example:
        >>> import rasad
        >>> search = rasad.Normalizer("search", digits="keep")
        >>> search("إلى ٢٠٢٥")
        'الي ٢٠٢٥'
        >>> rasad.Normalizer.from_json(search.to_json()) == search
        True
    """
    def __new__(cls, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> Self: ...
    def __call__(self, text: str, /) -> str: ...
    @overload
    def map(self, x: list[str | None] | list[str], /) -> list[str | None]:
        """The normal form of every text in a list or column, as the same kind; see `rasad.normalize`."""
        ...
    @overload
    def map(self, x: tuple[str | None, ...], /) -> tuple[str | None, ...]: ...
    @overload
    def map(self, x: _T, /) -> _T: ...
    def align(self, text: str, /) -> Aligned:
        """The normal form with the way back to the original."""
        ...
    @property
    def options(self) -> dict[str, Any]:
        """Every option with its value."""
        ...
    @property
    def lossy(self) -> list[str]:
        """The options that are on and lose a difference between letters or words, such as `alef`."""
        ...
    def to_json(self) -> str:
        """The options as JSON."""
        ...
    @classmethod
    def from_json(cls, text: str, /) -> Self:
        """The normalizer that `to_json` wrote. Unknown options are refused."""
        ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...

@final
class Quote:
    """One attributed statement: the words, who said them, in which role, to whom. Quotes come from `Document.quotes`.

    Positions are code points of the original, as in `Entity`.

    Example:
        >>> import rasad
        >>> for quote in rasad.extract('قال الوزير: "لن نتراجع".').quotes:
        ...     assert quote.kind in ("direct", "indirect")
    """
    @property
    def text(self) -> str:
        """The words said, without the quotation marks."""
        ...
    @property
    def start(self) -> int:
        """The first code point in the original text."""
        ...
    @property
    def end(self) -> int:
        """One past the last code point in the original text."""
        ...
    @property
    def kind(self) -> Literal["direct", "indirect"]:
        """`direct` (the words themselves) or `indirect` (their sense)."""
        ...
    @property
    def form(self) -> str:
        """How it is written: `quoted`, `colon`, `clause` (after أن, إن, بأن) or `masdar` (after a verbal noun)."""
        ...
    @property
    def speaker(self) -> str | None:
        """The mention of the speaker as it stands; for a pronoun subject the last explicit one."""
        ...
    @property
    def speaker_span(self) -> tuple[int, int] | None:
        """Where the speaker's mention stands."""
        ...
    @property
    def speaker_entity(self) -> Entity | None:
        """The entity that the speaker's mention holds."""
        ...
    @property
    def pronoun(self) -> bool:
        """Whether the verb has only a pronoun subject (وأضاف أن …), so that the speaker was named before."""
        ...
    @property
    def role(self) -> str | None:
        """The speaker's title or description."""
        ...
    @property
    def role_span(self) -> tuple[int, int] | None:
        """Where the role stands."""
        ...
    @property
    def cue(self) -> str | None:
        """The reporting word (قال, وأضاف, مؤكداً)."""
        ...
    @property
    def cue_span(self) -> tuple[int, int] | None:
        """Where the reporting word stands."""
        ...
    @property
    def outlet(self) -> str | None:
        """The media body that received the statement."""
        ...
    @property
    def outlet_span(self) -> tuple[int, int] | None:
        """Where the media body stands."""
        ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

@final
class Report:
    """Strict precision, recall and F1, over all and for each label, with the mistakes. It prints as a table.

    Example:
        >>> import rasad
        >>> report = rasad.evaluate([["B-PER", "I-PER"]], [["B-PER", "O"]])
        >>> report.precision, report["PER"]["gold"]
        (0.0, 1)
    """
    @property
    def labels(self) -> list[str]:
        """The labels, sorted."""
        ...
    @property
    def precision(self) -> float:
        """Share of the found names that are right, over all labels."""
        ...
    @property
    def recall(self) -> float:
        """Share of the gold names that are found, over all labels."""
        ...
    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        ...
    @property
    def micro(self) -> dict[str, float]:
        """`precision`, `recall` and `f1` over all names, and `support`, the number of gold names."""
        ...
    @property
    def macro(self) -> dict[str, float]:
        """The same as means over the labels."""
        ...
    @property
    def weighted(self) -> dict[str, float]:
        """The same as means over the labels, each as heavy as it has gold names."""
        ...
    def errors(self) -> list[dict[str, Any]]:
        """The mistakes, one dict each: `row` (document, or sentence where only tags were given), `kind` (`label`, `boundary`,
        `label and boundary`, `missed`, `spurious`), `gold` and `found` (labels or None), `gold_span` and `found_span`
        (words from 0 within the row, or with `.ann` files bytes of the text in the profile `match`; or None), and `text`,
        what both cover.

        Example:
            >>> import rasad
            >>> rasad.evaluate([["B-PER", "I-PER"]], [["B-PER", "O"]]).errors()[0]["kind"]
            'boundary'
        """
        ...
    def confusion(self) -> list[dict[str, Any]]:
        """How often each kind of mistake was made with each pair of labels, the most frequent first: one dict with `kind`,
        `gold`, `found` and `count` each.
        """
        ...
    def to_json(self) -> str:
        """All of it as JSON: `labels`, `total`, `macro`, `weighted`, `confusion`."""
        ...
    def to_dict(self) -> list[dict[str, Any]]:
        """One dict a label, then one for the total."""
        ...
    def to_pandas(self) -> pandas.DataFrame:
        """The same as a DataFrame."""
        ...
    def to_csv(self) -> str:
        """The same as CSV, with shares as fractions of one."""
        ...
    def __getitem__(self, label: str, /) -> dict[str, Any]: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _from_json(text: str) -> Report: ...

@final
class Span:
    """A sentence or a word of a document: `str(span)` is its text.

    Example:
        >>> import rasad
        >>> [str(s) for s in rasad.extract("انتهى الاجتماع.وكان طويلا").sentences]
        ['انتهى الاجتماع.', 'وكان طويلا']
    """
    @property
    def text(self) -> str:
        """The text as it stands in the original."""
        ...
    @property
    def start(self) -> int:
        """The first code point in the original text."""
        ...
    @property
    def end(self) -> int:
        """One past the last code point in the original text."""
        ...
    def __str__(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __repr__(self) -> str: ...

@final
class Tagger:
    """Finds names in words: a trained model with the lists it looks names up in.

    Example:
        >>> import rasad
        >>> tagger = rasad.Tagger.builtin()
        >>> len(tagger.tag(["وصل", "الوزير", "إلى", "القاهرة"]))
        4
    """
    @staticmethod
    def builtin() -> Tagger:
        """The built-in model: PER ORG GPE LOC FAC NORP EVENT MISC in Arabic news."""
        ...
    @staticmethod
    def load(path: _Path) -> Tagger:
        """Opens a saved tagger."""
        ...
    def save(self, path: _Path) -> None:
        """Writes the tagger to a file. Of the built-in lexicon it notes only which form was used; own lists are in it."""
        ...
    @property
    def labels(self) -> list[str]:
        """The labels it gives."""
        ...
    @property
    def card(self) -> str:
        """What the model says of itself, as JSON: data, licence, command, seed, date, scores."""
        ...
    def tag(self, tokens: Iterable[str], /) -> list[str]:
        """Tags (`O`, `B-PER`, `I-PER` …) for the words of one sentence."""
        ...
    def tag_documents(self, documents: Iterable[Iterable[Iterable[str]]], /) -> list[list[list[str]]]:
        """Tags for the words of documents, sentence by sentence. What is found in one sentence of a document helps in the
        others: a surname after the full name, an acronym after its expansion.
        """
        ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _from_bytes(bytes: bytes) -> Tagger: ...

def _part(document: Document, list: str, index: int, /) -> Any:
    """A part of a document, for pickle."""
    ...
def _document(state: str, text: str | None, /) -> Document:
    """A document from its JSON and its text as the caller wrote it, for pickle."""
    ...
@overload
def extract(x: str, /, *, date: str | date | None = None, labels: Literal["fine", "coarse"] | Iterable[str] | None = None, progress: bool = False) -> Document:  # type: ignore[overload-overlap]
    """Finds entities, values, quotations and actors: a string gives a `Document`, a list or column an `EntityTable`.

    Args:
        x: a string; a list or tuple of strings; a Series or array of pandas, polars, pyarrow or NumPy; anything with
            the Arrow capsules. `None`, NaN and null have no rows in the table.
        date: the day that أمس and the like are told from, as `YYYY-MM-DD` or `datetime.date`; for many texts also a
            column with one for each. Without it a leading `date YYYY-MM-DD` header is used.
        labels: `"coarse"` for PER, LOC, ORG, MISC and the values; or the labels wanted.
        progress: shows a bar, where tqdm is installed.

    Example:
        >>> import rasad
        >>> rasad.extract("بلغ عددهم 23 ألفا").entities[0].value
        '23000'
        >>> len(rasad.extract(["بلغ عددهم 23 ألفا", None]))
        1

    See also `Extractor`, for own names and models and for streams of documents.
    """
    ...
@overload
def extract(x: _Texts, /, *, date: str | date | Iterable[str | date | None] | None = None, labels: Literal["fine", "coarse"] | Iterable[str] | None = None, progress: bool = False) -> EntityTable: ...
def _lexicon(data: bytes, /) -> Lexicon:
    """A lexicon from its compiled form, for pickle."""
    ...
@overload
def normalize(x: str, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> str:
    """The normal form of a text, or of every text in a list or column: what goes in comes out as the same kind.

    Args:
        x: a string; a list or tuple of strings; a Series or array of pandas, polars, pyarrow or NumPy; anything with
            the Arrow capsules. `None`, NaN and null stay as they are.
        profile: `"clean"` for reading, `"search"` for indexes, `"social"`, `"lucene"`, or `"match"`, which the
            extraction uses; see `rasad.PROFILES`.
        options: change single options of the profile, as in `digits="ascii"`; see docs/normalization.md.

    Example:
        >>> import rasad
        >>> rasad.normalize("قـــالَ مَصْدَرٌ", "search")
        'قال مصدر'
        >>> rasad.normalize(["في ٢٠٢٥", None], digits="ascii")
        ['في 2025', None]

    See also `Normalizer`, which keeps its options and says where each character came from.
    """
    ...
@overload
def normalize(x: list[str | None] | list[str], profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> list[str | None]: ...
@overload
def normalize(x: tuple[str | None, ...], profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> tuple[str | None, ...]: ...
@overload
def normalize(x: _T, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> _T: ...
def evaluate(gold: _Labelled | Iterable[Iterable[str]], predicted: _Labelled | Iterable[Iterable[str]] | Tagger, /, *, scheme: str | None = None, labels: Mapping[str, str | None] | None = None) -> Report:
    """Strict scores: a name counts where its first word, its last word and its label are right.

    Args:
        gold: as in `train`; or only the tags, sentence by sentence.
        predicted: the same with predicted tags, or a tagger that is run on the words of `gold`. With `.ann` files names
            are compared by characters.
        scheme: `bio`, `iob1`, `ioe1`, `ioe2`, `bioes` or `bilou`: only names that follow it to the letter count, as with
            seqeval's `mode="strict"`. Without it tags are read as seqeval and conlleval read them by default.
        labels: labels under other names, on both sides, to compare schemes: `{"GPE": "LOC", "NORP": None}`. `None` leaves
            a label out.

    Example:
        >>> import rasad
        >>> rasad.evaluate([["B-PER", "O"]], [["B-PER", "B-LOC"]]).f1
        0.6666666666666666
    """
    ...
def repair(x: _T, /) -> _T:
    """Undoes broken encodings: UTF-8 read as Windows-1252 or 1256, Windows-1256 read as Latin-1, presentation forms in
    visual order. Sound text stays as it is.

    Args:
        x: a string, a list, a tuple or a column, as for `rasad.normalize`; the same kind comes back.

    Example:
        >>> import rasad
        >>> rasad.repair("Ø§Ù„Ø³Ù„Ø§Ù…")
        'السلام'
    """
    ...
def transliterate(x: _T, scheme: Literal["buckwalter", "safe_buckwalter", "xml_buckwalter", "hsb"] = "buckwalter", to: Literal["latin", "arabic"] = "latin") -> _T:
    """Writes Arabic in Latin letters, letter by letter, and back.

    Args:
        x: a string, a list, a tuple or a column, as for `rasad.normalize`; the same kind comes back.
        scheme: `"buckwalter"`, `"safe_buckwalter"`, `"xml_buckwalter"` or `"hsb"` (Habash, Soudi and Buckwalter).
        to: `"latin"` or `"arabic"`.

    Example:
        >>> import rasad
        >>> rasad.transliterate("السلام")
        'AlslAm'
        >>> rasad.transliterate("AlslAm", to="arabic")
        'السلام'
    """
    ...
def threads() -> int:
    """How many threads a job may use: the environment variable `RASAD_THREADS`, or the cores this process may run on."""
    ...
def train(sentences: _Labelled, /, *, auxiliary: Mapping[str, _Labelled] | None = None, dev: _Labelled | None = None, lexicon: Lexicon | None = None, scheme: str | None = None, progress: bool = False, seed: int = 1, epochs: int | None = None, models: int | None = None, patience: int | None = None) -> Tagger:
    """Trains a tagger on labelled sentences. The same data and seed give the same model.

    Ctrl-C ends training early and gives the best model so far; `card` then says `"stopped": true`. In the first pass it
    takes up to three seconds. A second Ctrl-C raises `KeyboardInterrupt`.

    Args:
        sentences: the path of a CoNLL file (word first, tag last, with blanks or tabs between), of a directory of `.ann`
            files, or of a `.spacy` file; a list of sentences, each a list of `(word, tag)` or a pair of words and tags,
            or of documents, which are lists of sentences; a DataFrame of pandas or polars with a word or a sentence a row
            (columns `word` and `tag`, with `sentence` and `document` where words stand one a row); a DocBin or a list of
            spaCy's documents; a Dataset of Hugging Face with `tokens` and `ner_tags`. The tagger gets the labels of this data.
        auxiliary: more data by name, in another label scheme or domain. It lends what it shares.
        dev: labelled sentences by which training stops when it no longer improves, and its best pass is chosen.
        lexicon: names to look up; without it the built-in lexicon.
        scheme: how tags mark names: `bio`, `iob1`, `ioe1`, `ioe2`, `bioes` or `bilou`; what breaks it is an error. Without
            it the scheme is found out, and slips of an otherwise sound file are read with a warning.
        progress: shows how far training has come.
        seed: where randomness starts.
        epochs: passes over the data.
        models: how many models with different seeds are averaged into one.
        patience: with `dev`, how many passes without a gain end training.

    Example:
        >>> import rasad
        >>> sentence = [("زار", "O"), ("الوزير", "O"), ("صنعاء", "B-CITY")]
        >>> rasad.train([sentence] * 20).labels
        ['CITY']
    """
    ...
