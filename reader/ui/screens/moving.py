"""Moving in the article: lines, panes, sentences, quotes, counts, jumps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from operator import attrgetter

from textual import events

from reader.document import Bookmark, Document, Role
from reader.quotes import Quote
from reader.reading.places import place_after
from reader.ui.bindings import Mode
from reader.ui.screens.open_article import OpenArticle

_JUMPS_KEPT = 100
_MOST = 9999
"""The largest count; a longer one is a slip of the hand."""
_OBJECTS = {"s": "sentence", "p": "paragraph", "q": "quote"}
_FAR = ("top", "bottom")
_AWAITED = {"take": "i", "bookmark": "bookmark", "to_bookmark": "to bookmark"}
"""What the footer says while the second key is waited for."""


class Moving(OpenArticle):
    """The actions that change what is on the screen, not what is in the library."""

    _count = ""
    _awaiting = ""
    _jumps: tuple[int, ...] = ()
    _jump = 0
    bookmarks: dict[str, Bookmark]
    """The places marked, by their keys."""

    def forget(self, document: Document) -> None:
        """Begin anew with another document: what was jumped from is not in it."""
        super().forget(document)
        self._count, self._awaiting = "", ""
        self._jumps, self._jump = (), 0
        self.bookmarks = {}

    def on_key(self, event: events.Key) -> None:
        """Take the digits of a count, and the second key of two."""
        if self._awaiting:
            awaited, self._awaiting = self._awaiting, ""
            event.stop()
            event.prevent_default()
            self._take_second_key(awaited, event.character or "")
        elif (
            event.character
            and event.character.isdigit()
            and (self._count or event.character != "0")
        ):
            self._count = str(min(int(self._count + event.character), _MOST))
            event.stop()
            event.prevent_default()
        self.keys.typed = self._count

    def _take_second_key(self, awaited: str, key: str) -> None:
        if awaited == "take" and key in _OBJECTS:
            self.take(_OBJECTS[key])
        elif awaited == "bookmark" and key.isalnum():
            self._set_bookmark(key)
        elif awaited == "to_bookmark":
            self._go_to_bookmark(key)

    def take_count(self) -> int | None:
        """The count typed before a key, which is used up by it."""
        count, self._count = self._count, ""
        self.keys.typed = ""
        return int(count) if count else None

    def action_await_key(self, purpose: str) -> None:
        """Wait for the second key of two."""
        self._awaiting = purpose
        self.keys.typed = f"{_AWAITED[purpose]} …"

    def take(self, unit: str) -> None:
        """Select the sentence, paragraph or quote the caret is in."""
        caret = self.view.selection.caret if self.view.selection else self.view.place
        if unit == "quote":
            quote = self.quotes.at(caret)
            if quote is None:
                self.notify("no quote here", timeout=2)
            else:
                span = next((s for s in quote.spans if caret in s), quote.span)
                self.view.select(quote.span if span.start == quote.start else span)
            return
        motions = self.view.motions
        self.view.select(
            motions.sentence_at(caret) if unit == "sentence" else motions.paragraph_at(caret)
        )

    def action_move(self, motion: str) -> None:
        """A motion, as often as the count says."""
        count = self.take_count() or 1
        if motion in _FAR and self.mode is Mode.READ:
            self.note_jump()
        self.view.move(motion, count)
        self.follow()

    def action_next_pane(self) -> None:
        """The next pane."""
        self.view.turn(self.take_count() or 1)
        self.follow()

    def action_previous_pane(self) -> None:
        """The pane before."""
        self.view.turn(-(self.take_count() or 1))
        self.follow()

    def action_half_pane(self, by: int) -> None:
        """Half a pane on or back."""
        half = max(1, self.view.rows_in_sight // 2)
        self.view.scroll_rows(by * half * (self.take_count() or 1))
        self.follow()

    def action_percent(self) -> None:
        """As far into the article as the count says."""
        count = self.take_count()
        if count is not None:
            self.note_jump()
            self.view.go_to_share(count / 100)
            self.follow()

    # Quotes

    def hold(self, quote: Quote | None) -> None:
        """Go to a quote and have it in hand."""
        if quote is None:
            return
        self.note_jump()
        self.view.stop_selecting()
        self.view.hold_quote(quote.id)
        self.view.go_to(quote.start, last=quote.end - 1)
        self.follow()

    def action_quote(self, by: int) -> None:
        """The next quote, or the one before."""
        self._step(self.quotes.quotes, by)

    def action_same_speaker(self, by: int) -> None:
        """The next quote of the same speaker, or the one before."""
        here = self.quote_in_hand() or self.first_quote_in_sight()
        if here is not None:
            self._step(self.quotes.of_speaker(here.speaker_id or ""), by)

    def _step(self, quotes: tuple[Quote, ...], by: int) -> None:
        steps = by * (self.take_count() or 1)
        if not quotes:
            known = self.quotes.is_known
            self.notify("no quotes here" if known else "still looking for quotes", timeout=2)
            return
        held = self.quote_in_hand()
        if held in quotes:
            number = quotes.index(held) + steps
        else:
            place = self.view.place
            after = bisect_left(quotes, place, key=attrgetter("start"))
            number = after + steps - 1 if steps > 0 else after + steps
        if held is not None and not 0 <= number < len(quotes):
            self.notify("the last quote" if steps > 0 else "the first quote", timeout=2)
        self.hold(quotes[min(max(number, 0), len(quotes) - 1)])

    # Headings, highlights, notes, bookmarks

    def action_landmark(self, kind: str, by: int) -> None:
        """The next heading, highlight or note, or the one before."""
        steps = by * (self.take_count() or 1)
        places = self._places_of(kind)
        here = self.view.place
        number = (
            bisect_right(places, here) + steps - 1
            if steps > 0
            else bisect_left(places, here) + steps
        )
        if not 0 <= number < len(places):
            where = "here" if not places else "after this" if by > 0 else "before this"
            self.notify(f"no {kind} {where}", timeout=2)
            return
        self.view.stop_selecting()
        self.jump_to(places[number])

    def _places_of(self, kind: str) -> list[int]:
        if kind == "heading":
            paragraphs = self.document.paragraphs
            roles = (Role.TITLE, Role.HEADING)
            return [paragraphs.starts[index] for index in paragraphs.indices_with(*roles)]
        kept = self.reading.annotations if self.reading else ()
        wanted = (one for one in kept if one.span and (kind == "highlight" or one.body))
        return sorted({one.span.start for one in wanted if one.span})

    def _set_bookmark(self, key: str) -> None:
        self.bookmarks[key] = Bookmark.at(self.view.place, self.document.text)
        self.notify(f"bookmark {key}: ' {key} comes back here", timeout=2, markup=False)
        if self.reading is not None and self.is_open:
            article_id, shelf = self.reading.article_id, self.desk.shelf()
            write = partial(shelf.remember_bookmarks, article_id, dict(self.bookmarks))
            self.saver().remember("bookmarks", write)

    def _go_to_bookmark(self, key: str) -> None:
        place = self.bookmarks.get(key)
        if key in ("'", "`"):
            self.action_jump(-1)
        elif place is not None:
            self.view.stop_selecting()
            self.jump_to(place.offset_in(self.document.text))
        else:
            known = " ".join(sorted(self.bookmarks))
            told = f"there are {known}" if known else "m and a letter sets one"
            self.notify(f"no bookmark {key}: {told}", timeout=3, markup=False)

    # Jumps

    def jumps_after(self, old: str, new: str) -> tuple[tuple[int, ...], int]:
        """The places jumped from, and which of them one is at, in a text that takes the place."""
        return tuple(place_after(old, new, place) for place in self._jumps), self._jump

    @property
    def jumps(self) -> tuple[tuple[int, ...], int]:
        """The places jumped from, and which of them one is at."""
        return self._jumps, self._jump

    @jumps.setter
    def jumps(self, jumps: tuple[tuple[int, ...], int]) -> None:
        self._jumps, self._jump = jumps

    def note_jump(self) -> None:
        """Remember this place, to come back to."""
        place = self.view.top
        kept = tuple(jump for jump in self._jumps[: self._jump] if jump != place)
        self._jumps = (*kept, place)[-_JUMPS_KEPT:]
        self._jump = len(self._jumps)

    def jump_to(self, offset: int) -> None:
        """Go to a place, remembering this one."""
        self.note_jump()
        self.view.go_to(offset)
        self.follow()

    def action_jump(self, by: int) -> None:
        """Back to a place jumped from, or forward again."""
        if by < 0 and self._jump == len(self._jumps):
            self.note_jump()
            self._jump -= 1
        wanted = self._jump + by
        if 0 <= wanted < len(self._jumps):
            self._jump = wanted
            self.view.go_to(self._jumps[wanted], to_top=True)
            self.follow()
