"""Sixty and more files of all kinds, made anew for each use: sound, broken and hostile."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.sources.made import (
    Words,
    archive,
    column,
    docx,
    docx_members,
    epub,
    epub_members,
    paragraph,
    pdf,
)

PAGES = Path(__file__).parents[1] / "cases" / "pages"
SAID = "“We will not give up,” said Mara Quint, who leads the people of the quay."
STORY = (
    "Harbour plan splits town\n\nBy Ada Lindqvist\n\nLOW HARBOUR — The council wants to close the "
    f"old quay.\n\n{SAID}\n\nThe mayor laughed at that.\n"
)
"""An article in plain text; `SAID` is found in it however it is kept."""
RUSSIAN = 'Гавань закрыта\n\n"Мы не уйдём", сказала Мара Квинт, которая живёт у причала.\n' * 4
JAPANESE = "港は閉じられた。\n\n「私たちはあきらめない」とマラ・クイントは言った。\n" * 6


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the corpus."""

    name: str
    """Its name in the folder."""
    make: Callable[[Path], object]
    """Makes it at a path."""
    holds: str = SAID
    """What is read of it; empty when nothing can be."""
    fault: str = ""
    """What the line says, as a regular expression, when it cannot be read."""
    is_hostile: bool = False
    """Whether it is damaged or made to do harm."""
    is_large: bool = False
    """Whether making and reading it takes more than a moment."""


def corpus() -> Iterator[Case]:
    """Every file, sound ones first."""
    yield from _texts()
    yield from _markdown()
    yield from _pages()
    yield from _books()
    yield from _documents()
    yield from _broken()
    yield from _hostile()


def _bytes(data: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    # What is large is made only when it is written.
    return lambda path: path.write_bytes(data() if callable(data) else data)


def _texts() -> Iterator[Case]:
    forms = {
        "plain.txt": STORY.encode(),
        "byte-order-mark.txt": b"\xef\xbb\xbf" + STORY.encode(),
        "utf16.txt": STORY.encode("utf-16"),
        "utf16-le-unmarked.txt": STORY.encode("utf-16-le"),
        "utf16-be-unmarked.txt": STORY.encode("utf-16-be"),
        "utf32.txt": STORY.encode("utf-32"),
        "windows-1252.txt": STORY.encode("cp1252"),
        "crlf.txt": STORY.replace("\n", "\r\n").encode(),
        "old-mac.txt": STORY.replace("\n", "\r").encode(),
        "no-suffix": STORY.encode(),
        "wrong-suffix.pdf": STORY.encode(),
        "nul-at-the-end.txt": STORY.encode() + bytes(4000),
        "one-bad-byte.txt": STORY.encode() + b"caf\xe9\n",
        "hard-wrapped.txt": _wrapped(STORY).encode(),
    }
    for name, data in forms.items():
        yield Case(name, _bytes(data))
    yield Case("koi8.txt", _bytes(RUSSIAN.encode("koi8-r")), '"Мы не уйдём", сказала Мара Квинт')
    yield Case("shift-jis.txt", _bytes(JAPANESE.encode("shift_jis")), "「私たちはあきらめない」")
    yield Case(
        "gb18030.txt",
        _bytes(("港口关闭了。“我们不会放弃，”她说。\n" * 9).encode("gb18030")),
        "港口关闭了",
    )
    yield Case("one-word.txt", _bytes(b"Harbour"), "Harbour")


def _wrapped(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        words, current = line.split(), ""
        for word in words:
            if current and len(current) + len(word) >= 60:
                lines.append(current)
                current = word
            else:
                current = f"{current} {word}".strip()
        lines.append(current)
    return "\n".join(lines)


def _markdown() -> Iterator[Case]:
    told = SAID.replace("not give up", "*not* give [up](https://example.org)")
    forms = {
        "plain.md": f"# Harbour\n\n{told}\n",
        "matter.md": f"---\ntitle: Harbour\nauthors: [Ada Berg]\ndate: 2026-03-03\n---\n{told}\n",
        "notes.markdown": f"# Harbour\n\n{told}[^1]\n\n[^1]: A note.\n",
        "all-blocks.md": f"# A\n\n> {told}\n\n1. b\n2. c\n\n| d | e |\n|---|---|\n| f | g |\n\n"
        "```\nh\n```\n",
        "no-suffix-markdown": f"# Harbour\n\n{told}\n",
        "html-inside.md": f"# Harbour\n\n<div>x</div>\n\n{told}<br>\n",
    }
    for name, text in forms.items():
        yield Case(name, _bytes(text.encode()))


def _pages() -> Iterator[Case]:
    for path in sorted(PAGES.glob("*.html"))[:8]:
        page, _, expected = path.read_text("utf-8").partition("<!--expected\n")
        last = expected.removesuffix("-->\n").splitlines()[-1].partition(" | ")[2]
        yield Case(f"page-{path.stem}.html", _bytes(page.encode()), last)
    body = f"<article><h1>Harbour</h1><p>{SAID}</p><p>Nobody else was there at all.</p></article>"
    yield Case("page-utf16.html", _bytes(f"<!doctype html>{body}".encode("utf-16")))
    yield Case("page-latin.htm", _bytes(_page(body, "windows-1252").encode("cp1252")))
    yield Case("page-wrong-charset.html", _bytes(_page(body, "utf-8").encode("cp1252")))
    yield Case("page-no-suffix", _bytes(_page(body, "utf-8").encode()))
    xhtml = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    yield Case("page.xhtml", _bytes(xhtml.encode()))


def _page(body: str, charset: str) -> str:
    return f"<!doctype html><html><head><meta charset='{charset}'></head><body>{body}</body></html>"


CHAPTERS = {"a.xhtml": f"<h1>One</h1><p>{SAID}</p>", "b.xhtml": "<h1>Two</h1><p>Later.</p>"}


def _books() -> Iterator[Case]:
    yield Case("book.epub", _bytes(epub(CHAPTERS)))
    yield Case("book-at-the-top.epub", _bytes(archive(epub_members(CHAPTERS, folder=""))))
    without = {k: v for k, v in epub_members(CHAPTERS).items() if not k.endswith("nav.xhtml")}
    yield Case("book-without-contents.epub", _bytes(archive(without)))
    yield Case("book-named-text.txt", _bytes(epub(CHAPTERS)))
    crooked = {"a.xhtml": f"<h1>One<p>{SAID}<p>Not <b>closed"}
    yield Case("book-crooked.epub", _bytes(epub(crooked)))
    members = epub_members(CHAPTERS)
    members["OEBPS/../../outside.xhtml"] = "<p>x</p>"
    yield Case("book-with-dots.epub", _bytes(archive(members)), is_hostile=True)


STORIES = (
    [SAID[:40], SAID[40:], "", "The mayor laughed at that and went home to his dinner."],
    ["On the next day the water rose again, and nobody", "laughed any more in the town hall."],
    ["A third day came.", "", "Then the quay was gone, and with it the old crane."],
)


def _documents() -> Iterator[Case]:
    told = paragraph("Harbour", "Title") + paragraph(SAID)
    yield Case("memo.docx", _bytes(docx(told)))
    yield Case("memo-list.docx", _bytes(docx(paragraph(SAID, number=1))), f"• {SAID}")
    note = f'<w:footnote w:id="7">{paragraph("So the log says.")}</w:footnote>'
    body = told + '<w:p><w:r><w:t>It rained.</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    yield Case("memo-notes.docx", _bytes(docx(body, notes=note)), "[1] So the log says.")
    latin = STORIES[0]
    yield Case("paper.pdf", _bytes(pdf([column(latin)])))
    more = [
        f"This is what was said on page {number}, and in no other place." for number in range(120)
    ]
    long = [column([*latin, "", line]) for line in more]
    yield Case("paper-long.pdf", _bytes(lambda: pdf(long)))
    yield Case("paper-alike.pdf", _bytes(lambda: pdf([column(latin)] * 9)))
    heads = [[Words("The Coast Post", 72, 800, 9), *column(STORIES[n])] for n in range(3)]
    yield Case("paper-heads.pdf", _bytes(pdf(heads)))


def _broken() -> Iterator[Case]:
    def told(name: str, data: bytes | Callable[[], bytes], fault: str) -> Case:
        return Case(name, _bytes(data), "", fault, is_hostile=True)

    book = epub({"c.xhtml": "<p>" + "Waves. " * 4000 + "</p>"})
    yield told("cut-off.epub", book[: len(book) // 2], "damaged or cut off")
    yield told("cut-off.docx", docx(paragraph(SAID))[:700], "damaged|ZIP archive")
    yield told("cut-off.pdf", pdf([column([SAID])])[:300], "damaged PDF")
    yield told("malformed.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 99, "damaged PDF")
    yield told("locked.pdf", pdf([column([SAID])], locked=True), "locked with a password")
    yield told("scanned.pdf", pdf([[], [], []]), "scanned pages")
    locked = epub_members(CHAPTERS)
    locked["META-INF/encryption.xml"] = (
        '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/a.xhtml"/>'
        "</CipherData></EncryptedData></encryption>"
    )
    yield told("locked.epub", archive(locked), "locked by its seller")
    yield told("empty.txt", b"", "is empty")
    yield told("only-nul.txt", bytes(5000), "binary data")
    yield told("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image")
    yield told("packed.txt", gzip.compress(STORY.encode()), "a gzip archive")
    yield told("no-article.html", b"<!doctype html><nav><a href='/'>Home</a></nav>", "no article")
    mixed = STORY.encode() + "Größe und Café\n".encode("cp1252") * 3 + "Größe\n".encode() * 3
    yield Case("mixed-encodings.txt", _bytes(mixed), is_hostile=True)
    escapes = f"\x1b]8;;http://x\x07{SAID}\x1b[2J\x9b31m\n\nMore of it.\n"
    yield Case("escapes.txt", _bytes(escapes.encode()), is_hostile=True)


def _hostile() -> Iterator[Case]:
    def told(name: str, data: Callable[[], bytes], fault: str) -> Case:
        return Case(name, _bytes(data), "", fault, is_hostile=True, is_large=True)

    def read(name: str, data: Callable[[], bytes], holds: str = SAID) -> Case:
        return Case(name, _bytes(data), holds, is_hostile=True, is_large=True)

    yield told("bomb.epub", lambda: archive(_bomb("OEBPS/a.xhtml")), "far more than a text")
    yield told("bomb.docx", lambda: archive(_word_bomb()), "far more than a text")
    yield told("entities.docx", lambda: docx(paragraph(SAID), doctype=_ENTITIES), "entities")
    yield read("deep.html", lambda: _deep(100_000))
    yield read("one-line.txt", lambda: SAID.encode() + b" word" * (10 * 1024 * 1024))
    yield read("one-word.bin.txt", lambda: SAID.encode() + b"\n" + b"x" * (50 * 1024 * 1024))
    yield read("many-links.html", _links)
    yield read("many-signs.md", lambda: f"{SAID}\n\n{'[' * 400_000}".encode())
    yield read("deep.md", lambda: f"{SAID}\n\n{'> ' * 5_000}x\n\n{'- ' * 5_000}y\n".encode())
    yield read("wide-table.html", _table)
    yield told("pages-of-nothing.pdf", lambda: pdf([[]] * 400), "scanned pages")
    yield told("stream-bomb.pdf", _stream_bomb, "PDF")
    yield Case("pipe.txt", os.mkfifo, "", "this is a pipe", is_hostile=True)
    yield Case(
        "loop.txt", lambda path: path.symlink_to(path), "", "cannot be read", is_hostile=True
    )
    device = Path("/dev/zero")
    yield Case(
        "device.txt", lambda p: p.symlink_to(device), "", "device or socket", is_hostile=True
    )
    yield Case("folder.txt", Path.mkdir, "", "no text|folder", is_hostile=True)


_ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _bomb(member: str) -> dict[str, str | bytes]:
    return {**epub_members(CHAPTERS), member: b"<p>" + bytes(60 * 1024 * 1024)}


def _word_bomb() -> dict[str, str | bytes]:
    return {**docx_members(paragraph(SAID)), "word/document.xml": bytes(60 * 1024 * 1024)}


def _deep(depth: int) -> bytes:
    return f"<!doctype html>{'<div>' * depth}<p>{SAID}</p>{'</div>' * depth}".encode()


def _links() -> bytes:
    links = "".join(f'<a href="/{n}">Link {n} of many</a> ' for n in range(60_000))
    article = f"<article><h1>Harbour</h1><p>{SAID}</p></article>"
    return f"<!doctype html>{article}<div>{links}</div>".encode()


def _table() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{n}</td>' for n in range(40))}</tr>" for _ in range(4_000))
    return f"<!doctype html><article><p>{SAID}</p><table>{rows}</table></article>".encode()


def _stream_bomb() -> bytes:
    """A page whose content unpacks to 400 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(400)) + packer.flush()
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    return pdf([column([SAID])]).replace(
        b"<< /Length",
        b"<< /Bomb 1 >>\nendobj\n99 0 obj\n%s\nendobj\n0 0 obj\n<< /Length" % content,
        1,
    )
