"""Lines that stand among the paragraphs of web pages and are not of the article.

Each pattern is of the whole line, or of a beginning that no sentence of an article has; lines of
more than a few words are told only by what is said to the reader of the page.
"""

from __future__ import annotations

import re

_MOST_WORDS = 40
_LONGEST = 400
"""Code points; a longer line is a paragraph, whatever it begins with."""


def _either(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_ADVERTS = _either(
    *("advertisements?", "adverts?", "ads?", "sponsored(?: content)?", "promoted", "promotion"),
    *("anzeige", "werbung", "publicité", "publicidad", "pubblicità", "advertentie", "реклама"),
    *("annons", "reklame", "mainos", "sponsored links", "promoted stories", "paid post"),
    "(?:story|article|post) continues (?:below|after)(?: [a-z ]{2,30})?",
    "skip (?:ad|advertisement|to [a-z ]{3,30}|past [a-z ]{3,40})",
)
_BUTTONS = _either(
    *("tweet", "pin", "e-?mail", "print", "save", "copy", "copy link", "link copied", "whatsapp"),
    *("facebook", "twitter", "x", "reddit", "linkedin", "telegram", "bluesky", "mastodon"),
    *("flipboard", "pocket", "messenger", "comments?", "reply", "report", "like", "bookmark"),
    *("listen", "play", "pause", "mute", "close", "menu", "search", "home", "back to top", "top"),
    *("next", "previous", "more", "load more", "show more", "see more", "view more", "show all"),
    *("expand", "follow", "following", "subscribe", "sign in", "log in", "register", "join"),
    *("gift(?: this)? article", "give this article", "open image in gallery", "view gallery"),
    *("enlarge(?: this)? image", "image source", "share", "keep reading", "read more", "read on"),
    *(
        "news provided by",
        "scroll down",
        "read the full (?:story|article)",
        "view all",
        "see all",
        "show comments",
    ),
)
_CALLS_TO_ACT = _either(
    *("share (?:this|on|via|with) .{1,30}", "continue reading(?: .{1,30})?"),
    "(?:view|see|read|show|post|add|leave)(?: all| the)?(?: a)?(?: \\d+)? comments?",
    "listen to this (?:article|story)(?: .{0,40})?",
    "(?:jetzt )?weiterlesen mit .{1,40}|jetzt abonnieren.{0,60}|article réservé .{1,60}",
    "(?:suscríbete|abonnez-vous|abbonati|hazte socio|abonneer) .{1,80}",
    "our standards: .{1,80}",
    "a version of this (?:article|story) (?:appears|appeared|was) .{1,300}",
)
_COUNTS = _either(
    "\\d+ (?:comments?|shares?|likes?|min(?:ute)?s? read)",
    "(?:estimated )?(?:reading|read) time:? .{1,20}",
    "\\d+[- ]min(?:ute)?s?[- ](?:read|listen)",
    "\\d+(?:[.,]\\d+)?[km]?",
    "(?:temps de lecture|lesezeit|tiempo de lectura|tempo di lettura|leestijd) ?:? .{1,20}",
)
_HEADS = _either(
    *("related", "see also", "read (?:also|next)", "more like this", "more on this(?: story)?"),
    *("more (?:stories|news)", "most (?:read|popular)", "trending(?: now)?", "popular(?: now)?"),
    *("recommended(?: for you)?", "you (?:may|might) also like", "up next", "top stories"),
    *("editors?['’]s? picks?", "latest(?: news)?", "in this (?:article|story)", "topics", "tags"),
    "more (?:in|from|on|about) [\\w'’ ]{1,40}",
    *("what to read next", "(?:from|around) the web", "filed under", "don['’]t miss"),
)
_PAGER = _either(
    "page:? \\d+ (?:of|/) \\d+(?: .{0,30})?",
    "(?:page:? )?(?:\\d{1,3}(?: |$)){2,}.{0,20}",
    "[«‹<← ]*(?:previous|prev|zurück)(?: page)?(?: [|·]?)? ?(?:next|weiter)?(?: page)?[»›>→ ]*",
)
_RIGHTS = _either("all rights reserved", "©.{0,120}", "copyright (?:©|\\(c\\)|\\d{4}).{0,120}")
_WHOLE = re.compile(
    _either(
        _ADVERTS,
        f"{_BUTTONS}(?:(?: ?[|·•/,] ?| ){_BUTTONS})*",
        _CALLS_TO_ACT,
        _COUNTS,
        _PAGER,
        f"{_HEADS}(?: (?:stories|articles|topics|news|links|content|reading|videos))?",
        _RIGHTS,
    ),
    re.IGNORECASE,
)
_BEGINS = re.compile(
    _either(
        *("read (?:more|also|next|on)", "see also", "also read", "more on this", "watch"),
        "related(?: (?:story|stories|article|articles|coverage|reading|content))?",
        *("listen", "recommended", "don['’]t miss", "in pictures", "lesen sie auch"),
        *("mehr zum thema", "à lire aussi", "lire aussi", "lea también", "lee también"),
        *("leggi anche", "lees ook", "läs också", "читайте также"),
    )
    + r"\s*(?::|\||»|>|–|—)\s*\S",
    re.IGNORECASE,
)
_APPEALS = re.compile(
    r"\b"
    + _either(
        *("sign up (?:for|to|here|now)", "subscribe (?:to|now|for|today)", "your inbox"),
        "(?:our|free|daily|weekly|morning|the) (?:\\w+ )?newsletters?",
        *("(?:follow|like|join) us on", "download (?:our|the) (?:free )?app", "(?:the|our) app"),
        *("we use cookies", "accept (?:all )?cookies", "privacy (?:policy|notice)"),
        *("terms (?:of (?:use|service)|and conditions)", "already (?:a subscriber|registered)"),
        *("have an account", "to continue reading", "create (?:a|your) (?:free )?account"),
        *("log ?in to", "become a (?:member|subscriber)", "unlimited (?:digital )?access"),
        "support (?:our|independent) journalism",
        "by (?:signing up|subscribing|entering your|clicking)",
        *("manage your (?:cookie|preferences)", "turn on (?:javascript|notifications)"),
        *("enable javascript", "your browser", "protected by recaptcha", "unsubscribe"),
        *("share your (?:thoughts|views|comments)", "click here to", "your email address"),
    ),
    re.IGNORECASE,
)
_CALLS = re.compile(
    _either(
        *("sign up", "subscribe", "get", "download", "join", "follow", "register", "log in"),
        *("already", "support", "want", "we use", "by", "this site", "please", "create", "enter"),
        *("like", "don['’]t miss", "never miss", "start", "click", "read", "thank", "become"),
        *("our", "stay", "enjoy", "to continue", "unlock", "try", "you", "share"),
    )
    + r"\b",
    re.IGNORECASE,
)
"""What an appeal begins with; a sentence of an article that holds such words rarely does."""
_HEADING = re.compile(
    f"{_HEADS}(?: (?:stories|articles|topics|news|links|content|reading|videos))?", re.IGNORECASE
)


def begins_another_story(line: str) -> bool:
    """Whether the words of a link say that another article is behind it: `Also read: …`."""
    return len(line) <= _LONGEST and _BEGINS.match(" ".join(line.split())) is not None


def is_heading_of_links(line: str) -> bool:
    """Whether a heading is of what else the site has."""
    return _HEADING.fullmatch(" ".join(line.split()).rstrip(" .:!›»>→")) is not None


def is_noise(line: str) -> bool:
    """Whether a line of a page is said to its visitors: a button, an appeal, a heading of such."""
    words = line.split()
    if len(line) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    line = " ".join(words).lstrip("•·- ")
    if _WHOLE.fullmatch(line.rstrip(" .:!›»>→")) or _BEGINS.match(line):
        return True
    return bool(_CALLS.match(line)) and _APPEALS.search(line) is not None
