"""Notes from other programs, read into values; nothing is matched or kept here."""

from reader.imports.detect import FORMS, parse
from reader.imports.found import Found, Parsed

__all__ = ["FORMS", "Found", "Parsed", "parse"]
