"""Who said what: pure functions over a document and its sentences."""

from reader.quotes.find import find
from reader.quotes.model import Findings, Kind, Quote, Speaker, SpeakerKind

__all__ = ["Findings", "Kind", "Quote", "Speaker", "SpeakerKind", "find"]
