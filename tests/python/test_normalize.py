"""Normal forms of single strings, with their way back."""

from __future__ import annotations

import pickle

import pytest
import rasad
from hypothesis import given, settings
from hypothesis import strategies as st
from test_document import TEXTS


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(rasad.PROFILES))
def test_normalizing_twice_is_once(text: str, profile: str) -> None:
    once = rasad.normalize(text, profile)  # type: ignore[call-overload]
    assert rasad.normalize(once, profile) == once  # type: ignore[call-overload]


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(rasad.PROFILES))
def test_the_alignment_leads_back(text: str, profile: str) -> None:
    aligned = rasad.Normalizer(profile).align(text)  # type: ignore[arg-type]
    assert aligned.source == text
    assert aligned.text == rasad.normalize(text, profile)  # type: ignore[call-overload]
    for at in range(len(aligned.text)):
        start, end = aligned.to_source(at, at + 1)
        assert 0 <= start < end <= len(text)
    if aligned.text == text:
        assert aligned.to_source(0, len(text)) == (0, len(text))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=10), st.sampled_from(rasad.PROFILES))
def test_a_list_equals_one_by_one(texts: list[str | None], profile: str) -> None:
    normal = rasad.normalize(texts, profile)  # type: ignore[call-overload]
    assert normal == [None if t is None else rasad.normalize(t, profile) for t in texts]  # type: ignore[call-overload]


def test_lone_surrogates_survive() -> None:
    assert rasad.normalize("قـــالَ\ud800 نصّ\udfff", "search") == "قال\ud800 نص\udfff"
    assert rasad.normalize(["\ud83d", "ـ\udc00"]) == ["\ud83d", "\udc00"]
    assert rasad.normalize("\ud800") == "\ud800"


def test_the_marks_of_a_word_belong_to_it() -> None:
    aligned = rasad.Normalizer("search").align("في كِتابٌ جديد")
    start = aligned.text.index("كتاب")
    assert aligned.source[slice(*aligned.to_source(start, start + 4))] == "كِتابٌ"
    assert aligned.to_normalized(3, 9) == (3, 7)
    for bad in ((3, 2), (0, 99)):
        with pytest.raises(rasad.ArgumentError, match="does not lie in a text"):
            aligned.to_source(*bad)
    with pytest.raises((OverflowError, rasad.Error)):
        aligned.to_source(-1, 2)


def test_a_normalizer_is_a_value() -> None:
    search = rasad.Normalizer("search", digits="keep")
    assert repr(search) == "Normalizer('search', digits='keep')"
    assert eval(repr(search), {"Normalizer": rasad.Normalizer}) == search
    assert pickle.loads(pickle.dumps(search)) == search
    assert rasad.Normalizer.from_json(search.to_json()) == search
    assert hash(rasad.Normalizer("search", digits="keep")) == hash(search)
    assert rasad.Normalizer() == rasad.Normalizer("clean") != search
    assert search.options["digits"] == "keep"
    assert rasad.Normalizer().lossy == []
    assert "alef" in search.lossy
    assert "digits" not in search.lossy
    assert search("إلى ٣") == "الي ٣"
    assert search.map(("إلى", None)) == ("الي", None)
    classes = rasad.Normalizer(tashkeel=["harakat", "shadda"])
    assert eval(repr(classes), {"Normalizer": rasad.Normalizer}) == classes


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        (["find"], {}, 'there is no profile "find"; there are "clean"'),
        ([], {"digit": "ascii"}, "digit"),
        ([], {"digits": "roman"}, '"ascii"'),
        ([], {"repeats": 0}, "repeats"),
        ([], {"tashkeel": ["dots"]}, "tashkeel"),
        ([], {"masks": {"links": "x"}}, "masks"),
        ([], {"alef": object()}, "option alef cannot be of type object"),
    ],
)
def test_wrong_options_are_clear(arguments: list[str], options: dict[str, object], said: str) -> None:
    for call in (lambda *a, **o: rasad.normalize("نص", *a, **o), rasad.Normalizer):
        with pytest.raises(rasad.ArgumentError) as caught:
            call(*arguments, **options)  # type: ignore[arg-type]
        assert said in str(caught.value)
    for json in ("", "[]", '{"digit": "ascii"}', '{"digits": 3}'):
        with pytest.raises(rasad.Error):
            rasad.Normalizer.from_json(json)
