"""Adversarial lines through the Markdown export and back through a Markdown parser.

    python -m tests.tools.escape_bench [LINES] [SEED]

Prints, for each flavour, how many lines came back as other text; exits with 1 if any did.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.export.escape import Flavor, block_quote, escape_markdown

PIECES = (
    *("*", "**", "_", "__", "`", "``", "```", "~", "~~", "~~~", "***", "---", "- - -", "===", "="),
    *("# ", "## ", "#", "#tag", "#a/b", " #", "1. ", "2) ", "12345678901. ", "- ", "+ ", "> ", ">"),
    *("[a](b)", "[a]", "[a][b]", "[a]: b", "![x](y)", "[^1]", "[^1]: x", "[[wiki]]", "![[x|y]]"),
    *("<b>", "</div>", "<!-- x", "-->", "<!-- hl:1 h:2 -->", "<!-- /hl:1 -->", "<?x", "<![CDATA["),
    *("<http://a.b>", "<a@b.c>", "http://a.example/%41", "https://x.y", "www.a.example", "a@b.cd"),
    *("WWW.a.example", "ftp://a.b", "mailto:a@b.cd", "xn--e1afmkfd.com", "a.com/%D1%84", "//a.b"),
    *("&amp;", "&#35;", "&#x23;", "&copy", "&nope;", "&", "&lt", "\\", "\\\\", "\\*", "\\\n", "|"),
    *("| a | b |", "|---|---|", ":--", "$x$", "$$", "\\(x\\)", "==mark==", "%%note%%", "%", "^id"),
    *(" ^hl-1", "^", "- [ ] ", "- [x] ", "[!NOTE]", ":smile:", "@name", "!", "{.x}", "{{x}}"),
    *("\u202e", "\u200f", "\u200b", "\u2060", "\ufeff", "\u00a0", "\u2028", "\u0085", "\u00ad"),
    *("\t", "  ", "    ", " ", "é", "e\u0301", "漢", "👩‍👧", "שלום", "مرحبا", "ﬁ", "“", "”", "’"),
    *("a", "b c", "word", "Mr. X", "3.5", "x_y_z", "2*3*4", "a~b", "C:\\dir", "don't", "--", "..."),
)

Parse = Callable[[str], list[Token]]


def lines(count: int, seed: int = 0) -> Iterator[str]:
    """`count` lines made of what Markdown gives a meaning to, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choices(PIECES, k=chance.randint(1, 9))).replace("\n", "")


def parsers() -> tuple[tuple[Flavor, MarkdownIt], ...]:
    """Each flavour with the parsers that must understand it."""
    plain, github = MarkdownIt("commonmark"), MarkdownIt("gfm-like")
    return (
        ("commonmark", plain),
        ("gfm", github),
        ("gfm", plain),
        ("obsidian", github),
        ("obsidian", plain),
    )


def shown(markdown: str, parser: MarkdownIt) -> list[str]:
    """The words of each paragraph; what is not words is told by the name of what it became."""
    return [
        "".join(
            child.content if child.type in ("text", "text_special") else f"<{child.type}>"
            for child in token.children or ()
            # A bare address becomes a link of itself: its words are the same.
            if child.markup != "linkify"
        )
        for token in parser.parse(markdown)
        if token.type == "inline"
    ]


def is_wrong(line: str, flavor: Flavor, parser: MarkdownIt) -> bool:
    """Whether a line comes back as anything but itself."""
    words = line.strip()
    expected = [words] if words else []
    escaped = escape_markdown(line, flavor)
    return (
        shown(escaped, parser) != expected
        or shown(block_quote(line, flavor), parser) != expected
        or shown(f"— {escaped}", parser) != [f"— {words}".strip()]
    )


def main() -> int:
    """Run and print; the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    total = 0
    for flavor, parser in parsers():
        wrong = [line for line in lines(count, seed) if is_wrong(line, flavor, parser)]
        name = "GFM" if parser.options.linkify else "CommonMark"
        print(f"{flavor} read as {name}: {len(wrong)} of {count} wrong", flush=True)
        for line in wrong[:5]:
            print(f"  {line!r} -> {escape_markdown(line, flavor)!r}")
        total += len(wrong)
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main())
