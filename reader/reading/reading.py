"""One article as a person has it open: its text, who said what, and what they added."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from reader.annotations import (
    Anchor,
    Annotation,
    Check,
    Color,
    Correction,
    Decoration,
    Mistake,
    Motivation,
    Placed,
    State,
    Target,
    Verdict,
    is_same,
    is_short_for,
    new_id,
)
from reader.document import Document, Span, to_graphemes, trimmed
from reader.errors import AnnotationError
from reader.quotes import Findings, Quote
from reader.reading.corrections import corrected
from reader.reading.marks import MarkIndex
from reader.reading.shelf import Shelf

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates: no file and no terminal wants them."""


def _no_text(_sha256: str) -> str | None:
    """No other version of a text is known."""
    return None


_BECAME = {
    State.EXACT: "in place",
    State.CONFIRMED: "in place",
    State.MOVED: "moved",
    State.FUZZY: "rewritten",
    State.ORPHAN: "gone",
}


@dataclass(frozen=True)
class Reading:
    """An open article; never changes.

    A method that changes something returns the next `Reading` and the version of the annotation
    to save. Undoing is saving the version before (see `History`). Its `repr` is short.
    """

    article_id: str
    """Its id in the library."""
    document: Document
    """The text and where it comes from."""
    found: Findings | None = field(default=None, repr=False)
    """Quotes and speakers as the program found them; None while they are being looked for."""
    annotations: tuple[Annotation, ...] = field(default=(), repr=False)
    """Without the trash, anchored to the present text: notes on the whole article, then the rest
    by (start, end, id); an orphan stands where its words once stood."""
    corrections: tuple[Annotation, ...] = field(default=(), repr=False)
    """What the person put right, without the trash, anchored likewise; the oldest first."""
    old_text: Callable[[str], str | None] = field(default=_no_text, repr=False, compare=False)
    """Gives the text with a hash, if it was kept: what comes back to a text that has changed
    since finds its place by it."""

    def with_findings(self, findings: Findings) -> Reading:
        """The same with its quotes and speakers, as they were found."""
        return replace(self, found=findings)

    @cached_property
    def findings(self) -> Findings | None:
        """Quotes and speakers with what the person put right; None while they are looked for."""
        if self.found is None:
            return None
        return corrected(self.found, self.corrections, self.document.text)

    def with_annotation(self, changed: Annotation) -> Reading:
        """The same with this version of one annotation; without it if it is in the trash."""
        present = () if changed.deleted else (changed,)
        if changed.correction:
            others = (kept for kept in self.corrections if kept.id != changed.id)
            return replace(self, corrections=_by_age((*others, *present)))
        annotations = [kept for kept in self.annotations if kept.id != changed.id]
        for kept in present:
            insort(annotations, kept, key=_place)
        following = replace(self, annotations=tuple(annotations))
        if "marks" in self.__dict__:
            old = self._mark(self.annotation(changed.id))
            new = self._mark(changed) if present else None
            # What is known already need not be made anew of ten thousand notes.
            following.__dict__["marks"] = self.marks.changed(old, new)
        return following

    @staticmethod
    def _mark(annotation: Annotation | None) -> tuple[Span, Annotation] | None:
        place = annotation.span if annotation else None
        return (place, annotation) if annotation and place else None

    def with_others(self, annotations: Iterable[Annotation]) -> Reading:
        """The same with what others made of the annotations; itself when that is the same.

        Args:
            annotations: All that are kept now, corrections too, without the trash.
        """
        ours = {kept.id: kept for kept in (*self.annotations, *self.corrections)}
        now = [
            ours[kept.id]
            if kept.id in ours and is_same(ours[kept.id], kept)
            else reanchored(kept, self.document, self.old_text)
            for kept in annotations
        ]
        following = _ordered(kept for kept in now if not kept.correction)
        corrections = _by_age(kept for kept in now if kept.correction)
        if (following, corrections) == (self.annotations, self.corrections):
            return self
        return replace(self, annotations=following, corrections=corrections)

    @property
    def page_notes(self) -> tuple[Annotation, ...]:
        """Notes on the whole article."""
        return tuple(kept for kept in self.annotations if kept.target is None)

    @property
    def orphans(self) -> tuple[Annotation, ...]:
        """Annotations whose place is gone."""
        return tuple(kept for kept in self.annotations if kept.anchor.state is State.ORPHAN)

    @cached_property
    def marks(self) -> MarkIndex[Annotation]:
        """The annotations that stand in the text, by place."""
        return MarkIndex((kept.span, kept) for kept in self.annotations if kept.span)

    def annotations_at(self, offset: int) -> tuple[Annotation, ...]:
        """The annotations on the code point at `offset`; the shortest first."""
        found = (kept for _, kept in self.marks.at(offset))
        return tuple(sorted(found, key=lambda kept: len(kept.span or ())))

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The one with this id, or whose id alone begins or ends so; None in the trash."""
        everything = (*self.annotations, *self.corrections)
        for kept in everything:
            if kept.id == annotation_id:
                return kept
        length = len(annotation_id)
        found = [
            kept
            for kept in everything
            if len(kept.id) > length and is_short_for(annotation_id, kept.id)
        ]
        return found[0] if len(found) == 1 else None

    def quote_of(self, span: Span) -> Quote | None:
        """The quote that shares most of `span`; the shortest of several."""
        return self.findings.quote_sharing(span) if self.findings else None

    def speaker_name_of(self, annotation: Annotation) -> str | None:
        """Who said the words: as found in the present text, else as known when it was made."""
        if self.findings is None or not annotation.span:
            return annotation.speaker
        return self.findings.name_at(annotation.span, annotation.speaker)

    def _speaker_name(self, span: Span) -> str | None:
        return self.findings.name_at(span) if self.findings else None

    def summary(self) -> str:
        """What became of the highlights made on another version of the text.

        Such as `14 in place, 2 moved, 1 rewritten, 1 gone`; empty when there are none.
        """
        counts: dict[str, int] = {}
        for kept in self.annotations:
            if kept.target is not None and kept.text_sha256 != self.document.sha256:
                word = _BECAME[kept.anchor.state]
                counts[word] = counts.get(word, 0) + 1
        order = dict.fromkeys(_BECAME.values())
        return ", ".join(f"{counts[word]} {word}" for word in order if word in counts)

    def highlight(
        self,
        span: Span,
        now: datetime,
        color: Color = Color.YELLOW,
        decoration: Decoration = Decoration.HIGHLIGHT,
    ) -> tuple[Reading, Annotation]:
        """Highlight `span`, without blanks at its ends, widened so that it cuts no character.

        Where exactly that span is highlighted already, that one takes the colour.

        Raises:
            AnnotationError: Nothing but blanks is in the span.
        """
        text = self.document.text
        place = to_graphemes(trimmed(span.clamp(self.document.span), text), text)
        if not place:
            raise AnnotationError(
                f"nothing to highlight at {span.start}:{span.end}: select some words"
            )
        there = next((kept for at, kept in self.marks.overlapping(place) if at == place), None)
        if there:
            return self._changed(replace(there, color=color, decoration=decoration), now)
        made = Annotation(
            id=new_id(now),
            article_id=self.article_id,
            text_sha256=self.document.sha256,
            motivation=Motivation.HIGHLIGHTING,
            created=now,
            updated=now,
            target=_described(text, place),
            anchor=Anchor(State.EXACT, place, "made"),
            color=color,
            decoration=decoration,
            speaker=self._speaker_name(place),
        )
        return self.with_annotation(made), made

    def comment(self, annotation_id: str, body: str, now: datetime) -> tuple[Reading, Annotation]:
        """Give an annotation this note; an empty one takes the note away.

        Raises:
            AnnotationError: There is no such annotation, or a note on the whole article would
                be empty.
        """
        kept, body = self._known(annotation_id), note_text(body)
        if kept.target is None and not body:
            raise AnnotationError("an empty note on the article: write something, or remove it")
        motivation = Motivation.COMMENTING if body else Motivation.HIGHLIGHTING
        return self._changed(replace(kept, body=body, motivation=motivation), now)

    def comment_page(self, body: str, now: datetime) -> tuple[Reading, Annotation]:
        """Add a note on the whole article.

        Raises:
            AnnotationError: The note is empty.
        """
        body = note_text(body)
        if not body:
            raise AnnotationError("an empty note on the article: write something")
        made = Annotation(
            id=new_id(now),
            article_id=self.article_id,
            text_sha256=self.document.sha256,
            motivation=Motivation.COMMENTING,
            created=now,
            updated=now,
            body=body,
        )
        return self.with_annotation(made), made

    def tag(
        self, annotation_id: str, tags: Iterable[str], now: datetime
    ) -> tuple[Reading, Annotation]:
        """Give an annotation these tags and no others.

        Raises:
            AnnotationError: There is no such annotation.
        """
        return self._changed(replace(self._known(annotation_id), tags=tag_words(tags)), now)

    def recolor(
        self,
        annotation_id: str,
        color: Color,
        now: datetime,
        decoration: Decoration | None = None,
    ) -> tuple[Reading, Annotation]:
        """Give a highlight another colour, and another decoration if one is given.

        Raises:
            AnnotationError: There is no such annotation.
        """
        kept = self._known(annotation_id)
        drawn = kept.decoration if decoration is None else decoration
        return self._changed(replace(kept, color=color, decoration=drawn), now)

    def correct(
        self, correction: Correction, now: datetime, span: Span | None = None
    ) -> tuple[Reading, Annotation]:
        """Put right what was found.

        Args:
            correction: What is wrong and what is right.
            now: Aware, UTC.
            span: The words it is about: the quote's, or those it should have. None for names.

        Raises:
            AnnotationError: It is about words and there are none.
        """
        text = self.document.text
        place = None
        if correction.mistake not in (Mistake.SAME, Mistake.TWO):
            asked = (span or Span(0, 0)).clamp(self.document.span)
            place = to_graphemes(trimmed(asked, text), text)
            if not place:
                raise AnnotationError("nothing to correct here: select the words first")
        made = Annotation(
            id=new_id(now),
            article_id=self.article_id,
            text_sha256=self.document.sha256,
            motivation=Motivation.EDITING,
            created=now,
            updated=now,
            target=_described(text, place) if place else None,
            anchor=Anchor(State.EXACT, place, "made"),
            correction=correction,
        )
        return self.with_annotation(made), made

    def check(
        self, annotation_id: str, verdict: Verdict | None, now: datetime, url: str = ""
    ) -> tuple[Reading, Annotation]:
        """Say what checking the words came to; None: they need no check.

        Raises:
            AnnotationError: There is no such annotation, or the address is none of the web.
        """
        kept, url = self._known(annotation_id), note_text(url)
        if url and not re.match(r"https?://\S+$", url):
            raise AnnotationError(f"{url}: no address; give one that begins with https://")
        before = kept.check
        if verdict is None:
            return self._changed(replace(kept, check=None), now)
        if before and (before.verdict, before.url) == (verdict, url):
            return self, kept
        return self._changed(replace(kept, check=Check(verdict, url, now)), now)

    def resize(self, annotation_id: str, span: Span, now: datetime) -> tuple[Reading, Annotation]:
        """Give a highlight these words: more of them, fewer, or others.

        Raises:
            AnnotationError: As for `place`.
        """
        reading, kept = self.place(annotation_id, span, now)
        if kept.placed is None or kept.span is None:
            return reading, kept
        own = replace(
            self._known(annotation_id),
            target=kept.placed.target,
            text_sha256=self.document.sha256,
            placed=None,
            anchor=Anchor(State.EXACT, kept.span, "made"),
            speaker=self._speaker_name(kept.span),
        )
        return self._changed(own, now)

    def split(
        self, annotation_id: str, at: int, now: datetime
    ) -> tuple[tuple[Reading, Annotation], tuple[Reading, Annotation]]:
        """Make two highlights of one: up to the code point `at`, and from there.

        The first keeps note and tags, the second gets colour, decoration and tags.

        Returns:
            The next reading and the first part as it is now; the one after that and the new part.

        Raises:
            AnnotationError: Nothing of the highlight would be on one of the sides.
        """
        kept = self._known(annotation_id)
        whole = kept.span or Span(0, 0)
        if not whole.start < at < whole.end:
            raise AnnotationError("a highlight is split inside it: go to a place between its words")
        first = self.resize(annotation_id, Span(whole.start, at), now)
        after, made = first[0].highlight(Span(at, whole.end), now, kept.color, kept.decoration)
        made = replace(made, tags=kept.tags)
        return first, (after.with_annotation(made), made)

    def place(self, annotation_id: str, span: Span, now: datetime) -> tuple[Reading, Annotation]:
        """Put an annotation at `span`, as the person says; its own target stays as it was made.

        Raises:
            AnnotationError: There is no such annotation, it is on the whole article, or nothing
                but blanks is in the span.
        """
        kept, text = self._known(annotation_id), self.document.text
        place = to_graphemes(trimmed(span.clamp(self.document.span), text), text)
        if not place or kept.target is None:
            raise AnnotationError("no words there to put it on: select some words")
        placed = Placed(self.document.sha256, _described(text, place))
        there = Anchor(State.CONFIRMED, place, "by hand")
        return self._changed(replace(kept, placed=placed, anchor=there), now)

    def remove(self, annotation_id: str, now: datetime) -> tuple[Reading, Annotation]:
        """Move an annotation to the trash.

        Raises:
            AnnotationError: There is no such annotation.
        """
        return self._changed(replace(self._known(annotation_id), deleted=now), now)

    def restore(self, annotation: Annotation, now: datetime) -> tuple[Reading, Annotation]:
        """Bring an annotation back as it is given, from the trash or from before a change."""
        there = self.annotation(annotation.id)
        rev = max(annotation.rev, there.rev if there else 0)
        back = reanchored(annotation, self.document, self.old_text)
        back = replace(back, deleted=None, rev=rev + 1)
        back = replace(back, updated=max(now, back.created))
        return self.with_annotation(back), back

    def _known(self, annotation_id: str) -> Annotation:
        kept = self.annotation(annotation_id)
        if kept is None:
            raise AnnotationError(
                f"no note {annotation_id} on this article: `reader notes` lists them"
            )
        return kept

    def _changed(self, changed: Annotation, now: datetime) -> tuple[Reading, Annotation]:
        """The next reading and version; the same ones when nothing differs."""
        if changed == self.annotation(changed.id):
            return self, changed
        changed = replace(changed, updated=max(now, changed.created), rev=changed.rev + 1)
        return self.with_annotation(changed), changed


def open_reading(document: Document, shelf: Shelf, now: datetime) -> Reading:
    """`document` as the person left it: registered on the shelf, every annotation in its place."""
    return reading_of(document, shelf.register(document, now), shelf)


def reading_of(document: Document, article_id: str, shelf: Shelf) -> Reading:
    """A text of an article with every annotation in its place; the shelf is left as it is."""
    kept = (
        reanchored(annotation, document, shelf.text) for annotation in shelf.annotations(article_id)
    )
    put_right = (
        reanchored(correction, document, shelf.text) for correction in shelf.corrections(article_id)
    )
    return Reading(
        article_id,
        document,
        annotations=_ordered(kept),
        corrections=_by_age(put_right),
        old_text=shelf.text,
    )


def reanchored(
    annotation: Annotation,
    document: Document,
    old_text: Callable[[str], str | None] = _no_text,
) -> Annotation:
    """`annotation` with its place in the present text; its target stays as it was made.

    Args:
        annotation: What to place.
        document: The present text.
        old_text: Gives the text with a hash, if it was kept: what stood around the words then
            tells best where they stand now.
    """
    target = annotation.target
    if target is None:
        return annotation
    placed = annotation.placed
    back = annotation.text_sha256 == document.sha256
    if placed and (placed.text_sha256 == document.sha256 or not back):
        place = _found(placed.target, placed.text_sha256, document, old_text)
        if place.state is State.EXACT:
            place = replace(place, state=State.CONFIRMED)
    else:
        place = _found(target, annotation.text_sha256, document, old_text)
    return replace(annotation, anchor=place)


def _found(
    target: Target, sha256: str, document: Document, old_text: Callable[[str], str | None]
) -> Anchor:
    """The place of words that were marked in the text with this hash."""
    if sha256 == document.sha256 and target.end <= len(document.text):
        return Anchor(State.EXACT, Span(target.start, target.end), "same text")
    # Only here: no text that has stayed as it was needs it.
    from reader.annotations import aligned, anchor

    old = old_text(sha256)
    return anchor(target, aligned(old, document.text) if old else document.text)


def note_text(body: str) -> str:
    r"""A note as it is kept: `\n` as its line break, no control characters, no outer blanks."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda match: "\ufffd" if match[0] >= "\ud800" else "", body).strip()


def tag_words(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: one word each, without `#`, the same word once; in order."""
    kept: dict[str, str] = {}
    for tag in tags:
        word = "-".join(note_text(tag).lstrip("#").split())
        if word:
            kept.setdefault(word.casefold(), word)
    return tuple(kept.values())


def _ordered(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    return tuple(sorted(annotations, key=_place))


def _by_age(corrections: Iterable[Annotation]) -> tuple[Annotation, ...]:
    return tuple(sorted(corrections, key=lambda kept: (kept.created, kept.id)))


def _place(annotation: Annotation) -> tuple[int, int, str]:
    place = annotation.span or annotation.target
    return (place.start, place.end, annotation.id) if place else (-1, -1, annotation.id)


def _described(text: str, place: Span) -> Target:
    # Only here: nobody needs it before the first highlight.
    from reader.annotations import describe

    return describe(text, place)
