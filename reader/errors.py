"""Every error a person can meet, as one tree.

    ReaderError
    ├── SourceError            an article cannot be had
    │   ├── NotFound           nothing is there
    │   ├── Unreadable         something is there, but no article can be read from it
    │   └── FetchFailed        the network did not give it
    ├── StoreError             what the person writes cannot be kept or read
    │   ├── Corrupt            a file of ours is damaged
    │   ├── Locked             another process holds it
    │   └── NewerVersion       a newer reader wrote it
    ├── AnnotationError        a highlight or note that cannot be made or found
    └── SettingsError          the settings file cannot be used

A message is one line: it names the input, the cause and the next step.
"""

from __future__ import annotations


class ReaderError(Exception):
    """Something a person can understand went wrong; `str(error)` is the line to show."""


class SourceError(ReaderError):
    """An article cannot be had."""


class NotFound(SourceError):
    """Nothing is at the place named."""


class Unreadable(SourceError):
    """Something is there, but no article can be read from it."""


class FetchFailed(SourceError):
    """The network did not give the article."""


class StoreError(ReaderError):
    """What the person writes cannot be kept or read."""


class Corrupt(StoreError):
    """A file of the library is damaged."""


class Locked(StoreError):
    """Another process holds the file for longer than is sensible to wait."""


class NewerVersion(StoreError):
    """A newer version of the program wrote the file."""


class AnnotationError(ReaderError):
    """A highlight or note cannot be made or found."""


class SettingsError(ReaderError):
    """The settings file cannot be used."""
