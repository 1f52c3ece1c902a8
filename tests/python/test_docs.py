"""Every Python block of README and docs runs, in the order of its page; so does every `$ rasad` line."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a page needs beyond rasad itself.
NEEDS = {"pandas.md": ["pandas"], "polars.md": ["polars"], "lexicon.md": ["pandas"], "tutorial.md": ["pandas"]}
NEEDS |= {"README.md": ["pandas"], "README.ar.md": ["pandas"]}


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """The blocks of a language with the line they begin on; a block marked `skip` needs what tests do not have."""
    text = page.read_text("utf-8")
    return [
        (text.count("\n", 0, m.start()) + 2, m[3]) for m in BLOCK.finditer(text) if m[1] == language and m[2] != "skip"
    ]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "examples/article.txt", tmp_path / "article.txt")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_python_blocks_run(page: Path) -> None:
    found = blocks(page, "python")
    if not found:
        pytest.skip("no Python block")
    for module in NEEDS.get(page.name, []):
        pytest.importorskip(module)
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code in found:
        # Empty lines before the code make a traceback name the line of the page.
        exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_command_lines_run(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for _, block in blocks(page, "console") for line in block.splitlines()]
    commands = [line.split("#")[0].removeprefix("$ ") for line in lines if line.startswith("$ rasad ")]
    if not commands:
        pytest.skip("no rasad command")
    from rasad.cli import main

    for command in commands:
        try:
            code = main(shlex.split(command)[1:])
        except SystemExit as exit:
            code = exit.code
        assert not code, f"{command}: exit code {code}: {capsys.readouterr().err}"
        assert capsys.readouterr().out, f"{command} prints nothing"


def test_the_readme_shows_what_its_first_block_prints(capsys: pytest.CaptureFixture[str]) -> None:
    code = blocks(ROOT / "README.md", "python")[0][1]
    shown = blocks(ROOT / "README.md", "text")[0][1]
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert printed.split() == shown.split(), f"README.md should show:\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_rule_reference_is_up_to_date() -> None:
    script = ROOT / "docs/generate_reference.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
