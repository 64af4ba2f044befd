"""Correcting who said what; what is put right is remembered."""

from __future__ import annotations

from functools import partial

from textual import work

from reader.annotations import Correction, Mistake
from reader.document import Span
from reader.errors import AnnotationError
from reader.quotes import Quote, Speaker
from reader.ui.screens.marking import Marking
from reader.ui.screens.prompt import Choice, TextPrompt
from reader.ui.widgets.lists import speaker_numbers, words_of
from reader.ui.widgets.row_list import Item

_MOST_WORDS = 48
"""Code points of a quote that a question repeats."""


class Correcting(Marking):
    """The actions that put right what was found."""

    def action_correct(self) -> None:
        """Say who said it, or what else is wrong."""
        if self.reading is None or not self.is_open or self.reading.findings is None:
            self.notify("quotes are still being looked for", timeout=3)
            return
        speaker = self._speaker_in_hand()
        if speaker is not None:
            self._ask_about_speaker(speaker)
            return
        selected = self.view.selected_span()
        quote = self._quote_meant(selected)
        if quote is None and selected is None:
            self.notify("go to a quote (]), or select the words somebody said (v)", timeout=4)
            return
        self._ask_about_words(quote, selected)

    def _speaker_in_hand(self) -> Speaker | None:
        rows = self.sidebar.row_list
        item = rows.current if rows.has_focus else None
        kind, _, name = item.key.partition(":") if item else ("", "", "")
        findings = self.reading.findings if self.reading else None
        return findings.speaker(name) if findings and kind == "speaker" else None

    def _quote_meant(self, selected: Span | None) -> Quote | None:
        if selected is not None:
            return self.reading.quote_of(selected) if self.reading else None
        rows = self.sidebar.row_list
        if rows.has_focus and rows.current:
            kind, _, name = rows.current.key.partition(":")
            if kind == "quote":
                return self.quotes.named(name)
        return self.quote_in_hand() or self.quotes.at(self.view.place)

    # Words

    def _ask_about_words(self, quote: Quote | None, selected: Span | None) -> None:
        assert self.reading is not None
        words = words_of(self.reading, quote) if quote else self._words_of(selected or Span(0, 0))
        title = f"Who said “{_short(words)}”?"
        items = self._speaker_choices(quote)
        items.append(Item("other:", "somebody else: type a name"))
        if quote is not None:
            items.append(Item("nobody:", "nobody that is named"))
            if selected is not None:
                items.append(Item("words:", "the selected words are the quote"))
            items.append(Item("not:", "it is no quote"))
        current = f"said:{quote.speaker_id}" if quote and quote.speaker_id else None
        span = quote.span if quote else selected or Span(0, 0)
        take = partial(self._take_answer, span, selected, quote)
        self.app.push_screen(Choice(title, tuple(items), current), take)

    def _speaker_choices(self, quote: Quote | None) -> list[Item]:
        findings = self.reading.findings if self.reading else None
        if findings is None:
            return []
        numbers = speaker_numbers(findings)
        return [
            Item(
                f"said:{speaker.id}",
                f"{speaker.name}{f' · {speaker.role}' if speaker.role else ''}",
                "now" if quote and quote.speaker_id == speaker.id else "",
                f"speaker {numbers[speaker.id]}",
            )
            for speaker in sorted(findings.speakers, key=lambda one: numbers[one.id])
        ]

    def _take_answer(
        self, span: Span, selected: Span | None, quote: Quote | None, answer: str | None
    ) -> None:
        kind, _, name = (answer or "").partition(":")
        findings = self.reading.findings if self.reading else None
        if not kind or findings is None:
            return
        speaker = findings.speaker(name if kind == "said" else quote.speaker_id if quote else None)
        if kind == "said" and speaker:
            self._correct(Correction(Mistake.SPEAKER, speaker.name), span)
        elif kind == "other":
            self._ask_for_name(span)
        elif kind == "nobody":
            self._correct(Correction(Mistake.SPEAKER), span)
        elif kind == "not":
            self._correct(Correction(Mistake.NOT_QUOTE), span)
        elif kind == "words" and selected is not None:
            name = speaker.name if speaker else ""
            self._correct(Correction(Mistake.WORDS, name), selected)

    @work(group="names")
    async def _ask_for_name(self, span: Span) -> None:
        """Ask for a name; those of the whole library are offered while one is written."""
        import asyncio

        names = await asyncio.to_thread(lambda: self.desk.shelf().sayings.names())
        hint = "a name, as it is to be shown; tab takes the one offered"
        prompt = TextPrompt("Who said it?", "", hint, lines=names)
        self._take_name(span, await self.app.push_screen_wait(prompt))

    def _take_name(self, span: Span, name: str | None) -> None:
        if name and name.strip():
            self._correct(Correction(Mistake.SPEAKER, " ".join(name.split())), span)

    # Names

    def _ask_about_speaker(self, speaker: Speaker) -> None:
        findings = self.reading.findings if self.reading else None
        others = [one for one in findings.speakers if one.id != speaker.id] if findings else []
        items = [Item(f"same:{one.name}", f"the same person as {one.name}") for one in others]
        items += [Item(f"two:{alias}", f"“{alias}” is somebody else") for alias in speaker.aliases]
        if not items:
            self.notify(f"{speaker.name} is the only one who speaks here", markup=False, timeout=3)
            return
        take = partial(self._take_person, speaker)
        self.app.push_screen(Choice(f"{speaker.name} is …", tuple(items)), take)

    def _take_person(self, speaker: Speaker, answer: str | None) -> None:
        kind, _, name = (answer or "").partition(":")
        if kind == "same":
            # The fuller name is the one to keep.
            keep, other = sorted((speaker.name, name), key=len, reverse=True)
            self._correct(Correction(Mistake.SAME, keep, other))
        elif kind == "two":
            self._correct(Correction(Mistake.TWO, speaker.name, name))

    def _correct(self, correction: Correction, span: Span | None = None) -> None:
        before = self.reading
        if before is None:
            return
        try:
            after, version = before.correct(correction, self.desk.now(), span)
        except AnnotationError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.view.stop_selecting()
        self.changed(before, after, version)
        if after.findings == before.findings:
            self.notify("kept, but nothing here changes by it; u takes it back", timeout=5)
        else:
            self.notify("corrected, and remembered; u takes it back", timeout=3)


def _short(words: str) -> str:
    words = words.strip("“”\"'‘’« »")
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rstrip()}…"
