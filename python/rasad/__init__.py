"""rasad (رصد) reads Arabic news: it normalizes Arabic text and finds who, where, which body, when, how much, and who
said what, with spans that slice the original text. Nothing is ever fetched from the network.

    >>> import rasad
    >>> doc = rasad.extract("وصل الوفد في 5 سبتمبر 2025")
    >>> [(e.text, e.label, e.value) for e in doc.entities]
    [('5 سبتمبر 2025', 'DATE', '2025-09-05')]
"""

from ._core import (
    LABELS,
    PROFILES,
    Actor,
    Aligned,
    ArgumentError,
    ArgumentTypeError,
    BlobError,
    Column,
    DataError,
    Document,
    Documents,
    EncodingError,
    Entity,
    EntityTable,
    Error,
    Extractor,
    FileError,
    InternalError,
    Lexicon,
    MissingLibraryError,
    Normalizer,
    Quote,
    Report,
    Span,
    Table,
    Tagger,
    __version__,
    evaluate,
    extract,
    normalize,
    repair,
    train,
    transliterate,
)

__all__ = [
    "LABELS",
    "PROFILES",
    "Actor",
    "Aligned",
    "ArgumentError",
    "ArgumentTypeError",
    "BlobError",
    "Column",
    "DataError",
    "Document",
    "Documents",
    "EncodingError",
    "Entity",
    "EntityTable",
    "Error",
    "Extractor",
    "FileError",
    "InternalError",
    "Lexicon",
    "MissingLibraryError",
    "Normalizer",
    "Quote",
    "Report",
    "Span",
    "Table",
    "Tagger",
    "__version__",
    "evaluate",
    "extract",
    "normalize",
    "repair",
    "train",
    "transliterate",
]

TYPE_CHECKING = False  # known to type checkers by its name; `typing` takes longer to import than all of rasad

# Found on first use: `rasad.spark` after `import rasad` works without an import of its own. They are not imported
# here, because each needs a library that may be large or missing.
_ON_DEMAND = frozenset({"cli", "dask", "display", "pandas", "plot", "polars", "spacy", "spark"})


if not TYPE_CHECKING:  # a type checker is told of imports only, so that it finds misspelled names

    def __getattr__(name: str) -> object:
        if name in _ON_DEMAND:
            import importlib

            return importlib.import_module(f"{__name__}.{name}")
        raise AttributeError(f"module 'rasad' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_ON_DEMAND})
