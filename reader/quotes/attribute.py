"""Who said it: from words that were found to the mention that names their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People
from reader.quotes.pronouns import Pronouns
from reader.quotes.speakers import Said


def attribute(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    people: People,
    found: Sequence[Found],
) -> list[Said]:
    """The quotes with their speakers, in order of position."""
    pronouns = Pronouns(passages, mentions, people)
    said: list[Said] = []
    history: list[Entity | None] = []
    for one in found:
        mention = one.cue.subject if one.cue else None
        entity: Entity | None = None
        rule = f"cue-{one.cue.relation}" if one.cue else "none"
        if mention is not None:
            entity = people.entity_of(mention)
            if mention.sort is Sort.PRONOUN:
                entity = pronouns.entity(mention, history)
        elif said and one.passage - _passage_of(said[-1], passages) <= 1:
            mention, entity, rule = said[-1].mention, said[-1].entity, "continued"
        history.append(entity)
        passage = passages[one.passage]
        said.append(
            Said(
                list(one.spans),
                one.kind,
                mention,
                entity,
                _cue_span(passage, one.cue),
                rule,
            )
        )
    return said


def _passage_of(said: Said, passages: Sequence[Passage]) -> int:
    start = said.spans[-1][0]
    low, high = 0, len(passages)
    while low < high:
        middle = (low + high) // 2
        if passages[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low


def _cue_span(passage: Passage, cue: CueHit | None) -> tuple[int, int] | None:
    return (passage.starts[cue.low], passage.ends[cue.high - 1]) if cue else None
