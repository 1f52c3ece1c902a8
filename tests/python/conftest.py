"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def article() -> str:
    """The example article: news with names, values, quotations."""
    return (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def texts(article: str) -> list[str]:
    """Its paragraphs, as a small column."""
    return [paragraph for paragraph in article.split("\n\n") if paragraph.strip()]
