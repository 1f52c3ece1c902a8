"""What `import rasad` gives."""

import rasad


def test_everything_named_is_there() -> None:
    for name in rasad.__all__:
        assert hasattr(rasad, name), name


def test_errors_have_one_base() -> None:
    for name in rasad.__all__:
        if name.endswith("Error"):
            assert issubclass(getattr(rasad, name), rasad.Error), name
    assert issubclass(rasad.ArgumentError, ValueError)
