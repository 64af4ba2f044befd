"""What the person knows better, applied to what was found.

Pure: the same findings and corrections give the same result. A correction whose place is gone,
or whose names nobody bears any more, does nothing and is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from reader.annotations import Annotation, Correction, Mistake
from reader.document import Span
from reader.quotes import Findings, Kind, Quote, Speaker

_RULE = "corrected"
_OPENING, _CLOSING = "“\"„«‘'", "”\"“»’'"
_MARKS = frozenset('“”„«»"')


def corrected(findings: Findings, corrections: Iterable[Annotation], text: str) -> Findings:
    """`findings` with what the person put right.

    A quote or speaker keeps its id; new ones have ids of their own, above all others.

    Args:
        findings: What was found in the text.
        corrections: Annotations with a correction, placed in the text; the oldest first. Of two
            that contradict each other the later one holds.
        text: The article's canonical text.
    """
    corrections = tuple(corrections)
    if not corrections:
        return findings
    state = _State.of(findings, text)
    for kept in corrections:
        if kept.correction:
            _STEPS[kept.correction.mistake](state, kept.correction, kept.span)
    return state.findings() if state.is_changed else findings


@dataclass(slots=True)
class _State:
    quotes: dict[str, Quote]
    speakers: dict[str, Speaker]
    text: str
    is_changed: bool = False

    @classmethod
    def of(cls, findings: Findings, text: str) -> _State:
        return cls(
            {quote.id: quote for quote in findings.quotes},
            {speaker.id: speaker for speaker in findings.speakers},
            text,
        )

    def findings(self) -> Findings:
        said: dict[str | None, list[Quote]] = {}
        for quote in self.quotes.values():
            said.setdefault(quote.speaker_id, []).append(quote)
        speakers = tuple(
            replace(speaker, quotes=len(said[speaker.id]), words=self._words(said[speaker.id]))
            for speaker in self.speakers.values()
            if speaker.id in said
        )
        return Findings(self._ordered(), speakers)

    def _ordered(self) -> tuple[Quote, ...]:
        return tuple(sorted(self.quotes.values(), key=lambda quote: (quote.start, quote.end)))

    def _words(self, quotes: Iterable[Quote]) -> int:
        return sum(len(span.of(self.text).split()) for quote in quotes for span in quote.spans)

    def quote_at(self, span: Span | None) -> Quote | None:
        """The quote that `span` was on: it shares more than half of one of the two."""
        if not span:
            return None
        quote = Findings(self._ordered()).quote_sharing(span)
        if quote is None:
            return None
        shared = sum(len(piece.clamp(span)) for piece in quote.spans)
        length = min(len(span), sum(map(len, quote.spans)))
        return quote if 2 * shared > length else None

    def speaker_named(self, name: str) -> Speaker | None:
        """The one of this name, else the only one who has it as another name."""
        sought = _folded(name)
        same = [one for one in self.speakers.values() if _folded(one.name) == sought]
        also = [one for one in self.speakers.values() if sought in map(_folded, one.aliases)]
        return same[0] if same else also[0] if len(also) == 1 else None

    def speaker_for(self, name: str) -> Speaker:
        known = self.speaker_named(name)
        if known is None:
            known = Speaker(_next("s", self.speakers), " ".join(name.split()))
            self.speakers[known.id] = known
        return known

    def put(self, quote: Quote) -> None:
        self.quotes[quote.id] = replace(quote, confidence=1.0, corrected=True, rule=_RULE)
        self.is_changed = True


def _speaker(state: _State, correction: Correction, span: Span | None) -> None:
    if not span:
        return
    quote = state.quote_at(span) or _made(state, span)
    speaker = state.speaker_for(correction.name) if correction.name.strip() else None
    same = speaker is not None and speaker.id == quote.speaker_id
    mention = quote.mention if same else None
    state.put(replace(quote, speaker_id=speaker.id if speaker else None, mention=mention))


def _not_quote(state: _State, _correction: Correction, span: Span | None) -> None:
    quote = state.quote_at(span)
    if quote is not None:
        del state.quotes[quote.id]
        state.is_changed = True


def _words(state: _State, correction: Correction, span: Span | None) -> None:
    if not span:
        return
    quote = state.quote_at(span) or _made(state, span)
    for other in tuple(state.quotes.values()):
        if other.id != quote.id and span.start <= other.start and other.end <= span.end:
            del state.quotes[other.id]
    cue = quote.cue if quote.cue and not quote.cue.overlaps(span) else None
    quote = replace(quote, spans=(span,), kind=_kind(span.of(state.text)), cue=cue)
    if correction.name.strip():
        quote = replace(quote, speaker_id=state.speaker_for(correction.name).id)
    state.put(quote)


def _same(state: _State, correction: Correction, _span: Span | None) -> None:
    one, other = state.speaker_named(correction.name), state.speaker_named(correction.other)
    if one is None or other is None or one is other:
        return
    aliases = dict.fromkeys((*one.aliases, other.name, *other.aliases))
    aliases.pop(one.name, None)
    spans = sorted({*one.mentions, *other.mentions}, key=lambda span: (span.start, span.end))
    state.speakers[one.id] = replace(
        one, aliases=tuple(aliases), mentions=_disjoint(spans), role=one.role or other.role
    )
    del state.speakers[other.id]
    _give(state, other.id, one.id, lambda _quote: True)


def _two(state: _State, correction: Correction, _span: Span | None) -> None:
    one, sought = state.speaker_named(correction.name), _folded(correction.other)
    if one is None or not sought or _folded(one.name) == sought:
        return

    def is_named_so(span: Span | None) -> bool:
        return span is not None and _folded(span.of(state.text)) == sought

    theirs = tuple(span for span in one.mentions if is_named_so(span))
    state.speakers[one.id] = replace(
        one,
        aliases=tuple(name for name in one.aliases if _folded(name) != sought),
        mentions=tuple(span for span in one.mentions if span not in theirs),
    )
    other = Speaker(
        _next("s", state.speakers),
        " ".join(correction.other.split()),
        kind=one.kind,
        mentions=theirs,
    )
    state.speakers[other.id] = other
    _give(state, one.id, other.id, lambda quote: is_named_so(quote.mention))


def _give(state: _State, giver: str, taker: str, is_meant: Callable[[Quote], bool]) -> None:
    for quote in tuple(state.quotes.values()):
        if quote.speaker_id == giver and is_meant(quote):
            state.put(replace(quote, speaker_id=taker))
    state.is_changed = True


_STEPS: Mapping[Mistake, Callable[[_State, Correction, Span | None], None]] = {
    Mistake.SPEAKER: _speaker,
    Mistake.NOT_QUOTE: _not_quote,
    Mistake.WORDS: _words,
    Mistake.SAME: _same,
    Mistake.TWO: _two,
}


def _made(state: _State, span: Span) -> Quote:
    """A quote that nobody found."""
    return Quote(_next("q", state.quotes), (span,), _kind(span.of(state.text)))


def _kind(words: str) -> Kind:
    words = words.strip()
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return Kind.DIRECT
    return Kind.MIXED if _MARKS.intersection(words) else Kind.INDIRECT


def _next(letter: str, taken: Iterable[str]) -> str:
    numbers = (int(name[1:]) for name in taken if name[1:].isdecimal())
    return f"{letter}{max(numbers, default=0) + 1}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
