"""Sentences, words and tags; the only room that knows NLTK, and loads it on first use."""

from reader.language.marks import Marked, marked_stretches
from reader.language.sentences import sentence_bounds, sentences
from reader.language.tags import Tagger, tagger
from reader.language.tokens import Tokens, tokens

__all__ = [
    "Marked",
    "Tagger",
    "Tokens",
    "marked_stretches",
    "sentence_bounds",
    "sentences",
    "tagger",
    "tokens",
]
