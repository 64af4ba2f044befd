"""Pages that a browser saved into one file (MHTML, RFC 2557): the page in it, without the rest."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from reader.errors import Unreadable


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as it was saved."""

    data: bytes
    """Its HTML."""
    charset: str | None
    """What was saved with it as its encoding."""
    address: str
    """Where it was saved from; empty when that is not told."""


def saved_page(data: bytes, name: str) -> SavedPage:
    """The first page in the file: that is the one that was saved, the others are frames in it.

    Raises:
        Unreadable: There is none in it.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        for part in message.walk():
            body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(body, bytes) and body.strip():
                address = part["Content-Location"] or message["Snapshot-Content-Location"] or ""
                return SavedPage(body, part.get_content_charset(), str(address).strip())
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        raise Unreadable(f"{name}: a saved web page that is damaged; save it as HTML") from error
    raise Unreadable(f"{name}: a saved web page without a page in it; save it as HTML")
