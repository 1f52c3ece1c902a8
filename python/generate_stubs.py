"""Writes python/rasad/_core.pyi: signatures from the `// py:` comments in src/py, prose from the built module.

    python python/generate_stubs.py            # write it
    python python/generate_stubs.py --check    # say whether the committed file is up to date

A `// py:` comment stands above the Rust item it describes:

    // py: module                     what follows belongs to the module
    // py: class Name(Base):          a class; what follows in this file belongs to it
    // py: in Name                    more members of a class from above
    // py: def name(self) -> str      a function, method, or with decorators before it (`@property def …`)
    // py: name: str                  a constant or attribute

Parameter names and defaults are checked against the module by stubtest (`make check`).
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "python" / "rasad" / "_core.pyi"

HEADER = '''\
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
'''

COMMENT = re.compile(r"^\s*// py: (.*)$")


class Class:
    """A class and its members, in the order of the source."""

    def __init__(self, head: str) -> None:
        self.head = head
        self.members: list[str] = []


def read() -> tuple[list[str], dict[str, Class]]:
    """The module's own lines and its classes."""
    module: list[str] = []
    classes: dict[str, Class] = {}
    for path in sorted((ROOT / "src" / "py").glob("*.rs")):
        here: list[str] = module
        for line in path.read_text(encoding="utf-8").splitlines():
            found = COMMENT.match(line)
            if found is None:
                continue
            text = found[1].strip()
            if text == "module":
                here = module
            elif text.startswith("in "):
                here = classes[text[3:]].members
            elif text.startswith(("class ", "@")) and re.match(r"(@\S+ )*class ", text):
                name = re.search(r"class (\w+)", text)[1]  # type: ignore[index]
                classes[name] = Class(text)
                here = module if text.endswith("...") else classes[name].members
            else:
                here.append(text)
    return module, classes


def ordered(classes: dict[str, Class]) -> list[tuple[str, Class]]:
    """Bases before the classes that derive from them, otherwise by name."""
    out: dict[str, Class] = {}

    def add(name: str) -> None:
        if name in out or name not in classes:
            return
        bases = re.search(r"\((.*)\)", classes[name].head)
        for base in bases[1].split(",") if bases else []:
            add(base.strip())
        out[name] = classes[name]

    for name in sorted(classes):
        add(name)
    return list(out.items())


def prose(thing: object, indent: str) -> str:
    """The docstring of a thing, as source."""
    doc = inspect.getdoc(thing) if thing is not None else None
    if not doc:
        return ""
    doc = doc.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines = [indent + line if line else "" for line in doc.splitlines()]
    if len(lines) == 1:
        end = '"""' if not doc.endswith('"') else ' """'
        return f'{indent}"""{doc}{end}\n'
    return f'{indent}"""{lines[0].strip()}\n' + "\n".join(lines[1:]) + f'\n{indent}"""\n'


def member(text: str, thing: object, indent: str, documented: set[str]) -> str:
    """One function, property or attribute."""
    decorators = re.match(r"((?:@[\w.]+ )*)(.*)", text)
    assert decorators is not None
    lines = "".join(f"{indent}{d}\n" for d in decorators[1].split())
    text = decorators[2]
    text, _, remark = text.partition("  #")
    remark = f"  #{remark}" if remark else ""
    if not text.startswith("def "):
        return f"{lines}{indent}{text}{remark}\n"
    name = re.match(r"def (\w+)", text)[1]  # type: ignore[index]
    # Overloads share one docstring; what everybody knows needs none.
    doc = "" if name in documented or name.startswith("__") else prose(thing, indent + "    ")
    documented.add(name)
    if not doc:
        return f"{lines}{indent}{text}: ...{remark}\n"
    return f"{lines}{indent}{text}:{remark}\n{doc}{indent}    ...\n"


def generate() -> str:
    """The whole file."""
    from rasad import _core

    module, classes = read()
    out = [HEADER, "\n__all__ = [\n", *(f'    "{name}",\n' for name in _core.__all__), "]\n\n"]
    documented: set[str] = set()
    for text in module:
        if not text.startswith(("def", "@")):
            out.append(member(text, None, "", documented))
    for name, found in ordered(classes):
        decorators = re.match(r"((?:@[\w.]+ )*)(.*)", found.head)
        assert decorators is not None
        head = "".join(f"{d}\n" for d in decorators[1].split()) + decorators[2]
        python = getattr(_core, name, None)
        body = prose(python, "    ")
        inside: set[str] = set()
        for text in found.members:
            attribute = re.search(r"def (\w+)", text)
            body += member(text, getattr(python, attribute[1], None) if attribute else None, "    ", inside)
        if head.endswith("..."):
            head = head.removesuffix("...").rstrip()
        kind = "" if "Error" in name else "@disjoint_base\n" if name == "Table" else "@final\n"
        out.append(f"\n{kind}{head}\n{body or '    ...' + chr(10)}")
    out.append("\n")
    for text in module:
        if text.startswith(("def", "@")):
            name = re.search(r"def (\w+)", text)[1]  # type: ignore[index]
            out.append(member(text, getattr(_core, name), "", documented))
    return "".join(out)


def main() -> int:
    text = generate()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET.relative_to(ROOT)} is not up to date: run `make stubs`", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(text.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
