"""Adversarial lines through the Org export and back through Org itself.

    python -m tests.tools.org_bench [LINES] [SEED]

Needs Emacs (`emacs-nox` will do). Prints how many lines its own export shows as other text, and
the first of them; exits with 1 if any is.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from reader.export.org import OPTIONS, escape_heading, escape_org
from tests.tools.escape_bench import PIECES

_ORG = (
    *("[fn:1]", "[fn:: x]", "{{{title}}}", "<<t>>", "<<<r>>>", "@@html:<b>@@", "src_py{1}"),
    *("call_f(1)", "\\alpha", "\\alpha{}", "\\begin{a}", "\\ ", "\\_ ", "<2026-03-01 Sun>"),
    *("[2026-03-01 Sun]", "[1/2]", "[50%]", "a_b", "a^b", "a_{b}", "x^{2}", "[[a][b]]", "[[a]]"),
    *("~v~", "=v=", "/i/", "*b*", "_u_", "+s+", "'*b*'", "(/i/)", "---", "--", "...", "$x$", "$1"),
    *("#+begin_src", "#+end_quote", "#+X: y", "# c", ": v", ":a:", ":END:", "* h", "** h", "- l"),
    *("- a :: b", "1. x", "a) y", "| t |", "+-+", "-----", "%%(x)", "CLOCK: x", "DEADLINE: x"),
    *("http://a.b", "file:a", "mailto:a@b", "id:x", "doi:1/2", "cite:@x", "[cite:@x]", "~", "="),
    *("COMMENT ", "TODO ", ":tag:", "[#A]", "\\\\", "\\", "&nbsp;", "\\vert", "*", "/", "_", "+"),
)
_SHOWN = 20
_EXPORT = """(progn (require 'ox-html) (setq org-export-use-babel nil
 org-export-with-broken-links t org-html-htmlize-output-type nil)
 (with-temp-buffer (insert-file-contents (pop command-line-args-left)) (org-mode)
 (princ (org-export-as 'html nil nil t))))"""


class _Quotes(HTMLParser):
    """The text of each quote block or heading, and the elements in it that are more than text."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self._kinds = kinds
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._kinds:
            self._depth += 1
            if self._depth == 1:
                self.found.append("")
        elif self._depth and tag not in ("p", "br") and not self._is_address(tag, attrs):
            self.found[-1] += f"<{tag}>"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in self._kinds

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found[-1] += data

    @staticmethod
    def _is_address(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        # A bare address becomes a link of itself: its words are the same.
        return tag == "a" and any(name == "href" for name, _ in attrs)


def lines(count: int, seed: int = 0) -> Iterator[str]:
    """`count` lines made of what Org and Markdown give a meaning to."""
    chance = random.Random(seed)
    pieces = (*PIECES, *_ORG, *_ORG)
    for _ in range(count):
        line = "".join(chance.choices(pieces, k=chance.randint(1, 7)))
        yield re.sub(r"[\n\u2028\u0085]", "", line)


def shown(blocks: list[str], *kinds: str) -> list[str]:
    """The text of the elements of these kinds in Org's own export of some blocks to HTML."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.org"
        file.write_text(
            "\n".join((*OPTIONS, "#+OPTIONS: toc:nil num:nil", "", *blocks, "")), encoding="utf-8"
        )
        command = ["emacs", "-Q", "--batch", "--eval", _EXPORT, str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    page = _Quotes(kinds)
    page.feed(done.stdout)
    return page.found


def main() -> int:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    asked = [line for line in lines(count, seed) if _plain(line)]
    quotes = [f"#+begin_quote\n{escape_org(line)}\n#+end_quote\n" for line in asked]
    wrong = _compared("quotes", asked, shown(["* Lines", *quotes], "blockquote"))
    headings = [f"* {escape_heading(line)}" for line in asked]
    return wrong | _compared("headings", asked, shown(headings, "h2"))


def _compared(what: str, asked: list[str], got: list[str]) -> bool:
    """Tell which of them are shown otherwise; whether any is."""
    if len(got) != len(asked):
        print(f"{len(asked)} {what} were written, Org has {len(got)}")
        return True
    wrong = [
        (line, one) for line, one in zip(asked, got, strict=True) if _plain(line) != _plain(one)
    ]
    print(f"{what}: {len(wrong)} of {len(asked)} wrong")
    for line, one in wrong[:_SHOWN]:
        print(repr(_plain(line)), "is shown as", repr(_plain(one)))
    return bool(wrong)


def _plain(words: str) -> str:
    return " ".join(words.replace("\u200b", "").replace("\ufeff", "").split())


if __name__ == "__main__":
    sys.exit(main())
