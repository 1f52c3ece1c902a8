"""Writes docs/rules.md from the first comments of the rule files: one section a rule. `--check` only compares.

A rule file begins with a comment of four parts: *Finds*, *Does not find*, *Value*, *Examples*. Files without them are
helpers and have no section.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/rules.md"
FOLDERS = ["values", "quotes"]
HEAD = """# Rules

Written by `make docs` from the rule files; change the comment there.
"""


def section(file: Path) -> str:
    """The section of one file, or nothing for a helper."""
    lines = []
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("//!"):
            break
        lines.append(line.removeprefix("//!").strip())
    if not any(line.startswith("*Finds*") for line in lines):
        return ""
    text = "\n".join(lines)
    # Links of rustdoc have no target here.
    text = re.sub(r"\[(`[^`]+`)\](?!\()", r"\1", text)
    return f"\n## {file.stem.replace('_', ' ')}\n\n{text}\n"


def page() -> str:
    """The whole page."""
    files = [file for folder in FOLDERS for file in sorted((ROOT / "src" / folder).glob("*.rs"))]
    return HEAD + "".join(section(file) for file in files)


def main() -> int:
    """Writes or checks; the exit code is 1 where the page is old."""
    if "--check" in sys.argv[1:]:
        if PAGE.read_text("utf-8") == page():
            return 0
        print("docs/rules.md is old: run `make docs`", file=sys.stderr)
        return 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
