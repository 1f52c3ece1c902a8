"""What `import rasad` gives, and what it does not do."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
import rasad


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_everything_named_is_there() -> None:
    for name in rasad.__all__:
        assert hasattr(rasad, name), name


def test_a_star_import_brings_public_names_only() -> None:
    names: dict[str, object] = {}
    exec("from rasad import *", names)
    names.pop("__builtins__")
    assert set(names) == set(rasad.__all__)


def test_errors_have_one_base() -> None:
    errors = [getattr(rasad, name) for name in rasad.__all__ if name.endswith("Error")]
    assert len(errors) > 5
    assert all(issubclass(error, rasad.Error) for error in errors)
    assert issubclass(rasad.ArgumentError, ValueError)
    assert issubclass(rasad.ArgumentTypeError, TypeError)
    assert issubclass(rasad.MissingLibraryError, ImportError)
    assert issubclass(rasad.FileError, OSError)


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        rasad.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_labels_and_profiles_are_listed() -> None:
    assert rasad.LABELS[:3] == ("PER", "ORG", "GPE")
    assert {"clean", "match", "search", "social", "lucene"} <= set(rasad.PROFILES)
    assert rasad.__version__.count(".") == 2


def test_importing_brings_no_other_library() -> None:
    heavy = {"numpy", "pandas", "polars", "pyarrow", "tqdm", "asyncio", "typing", "re", "json"}
    loaded = python("""
        import sys
        before = set(sys.modules)
        import rasad
        print(*sorted(set(sys.modules) - before))
        """)
    assert not heavy & {name.partition(".")[0] for name in loaded.split()}


def test_nothing_touches_the_network() -> None:
    python("""
        import socket

        def refused(*arguments, **options):
            raise AssertionError("a socket was opened")

        socket.socket = socket.create_connection = socket.getaddrinfo = refused
        import rasad
        assert rasad.extract("وصل الوفد إلى القاهرة في 5 سبتمبر 2025").entities
        assert rasad.normalize("قـــالَ", "search") == "قال"
        rasad.extract(["في 5 سبتمبر"] * 2000)
        """)


def test_a_missing_library_is_said_clearly() -> None:
    said = python("""
        import sys
        sys.modules["polars"] = None  # as if it were not installed
        import rasad
        for use in (lambda: rasad.polars, rasad.extract(["نص"]).to_polars):
            try:
                use()
            except rasad.MissingLibraryError as error:
                print(error)
        """)
    assert said.count("needs polars, which is not installed: pip install 'rasad[polars]'") == 2
