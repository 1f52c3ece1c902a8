"""rasad (رصد) reads Arabic news: it normalizes Arabic text and finds who, where, which body, when, how much, and who
said what, with spans that slice the original text. Nothing is ever fetched from the network."""

from ._core import (
    ArgumentError,
    ArgumentTypeError,
    BlobError,
    DataError,
    EncodingError,
    Error,
    FileError,
    InternalError,
    __version__,
)

__all__ = [
    "ArgumentError",
    "ArgumentTypeError",
    "BlobError",
    "DataError",
    "EncodingError",
    "Error",
    "FileError",
    "InternalError",
    "__version__",
]
