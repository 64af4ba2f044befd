"""Tags that cannot be right, put right: what a tagger takes for something else beside a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reader.language import tagger
from reader.quotes import names
from reader.quotes.verbs import VERBS, VERBS_ONLY

_NO_WORD = frozenset(["''", "``", ",", ".", ":", "(", ")", "#"])
_NO_NOUN = frozenset(["JJ", "MD", "VB", "VBP"])
_VERBS = frozenset(["VBD", "VBZ", "VBN"])
_NAMES = frozenset(["NNP", "NNPS"])
_BEFORE_NOUN = frozenset(["DT", "PRP$", "POS"])
_SAYING = frozenset(["said", "says", "told", "tells", "added", "wrote"])
_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_NAMING = frozenset(
    ["named", "called", "dubbed", "titled", "entitled", "nicknamed", "known", "headlined", "given",
     "labeled", "labelled", "deemed", "considered", "published", "born"]
)  # fmt: skip
"""Participles that stand behind a noun and before a name: `a man called Stain`."""
_BEFORE_ROLE = frozenset(
    ["ranking", "leading", "sitting", "acting", "outgoing", "incoming", "founding", "managing",
     "presiding", "commanding", "visiting", "reigning"]
)  # fmt: skip
_GENERALS = frozenset(["inspector", "attorney", "secretary", "director", "governor", "solicitor"])
_ARTICLES = ("Al-", "El-", "Ul-", "As-", "Ash-", "An-", "Ar-", "Abu-")
_PAST = frozenset(
    ["won", "said", "told", "went", "came", "made", "took", "became", "ran", "held", "kept", "gave",
     "wrote", "spoke", "disagreed", "agreed", "argued", "grew", "began", "sold", "bought", "lost",
     "stood", "fell", "rose", "led", "met", "paid", "sent", "spent", "sat", "saw", "knew",
     "thought", "brought", "taught", "fought", "caught", "threw", "drew", "flew", "drove", "broke",
     "chose", "wore", "swore", "sang", "sank"]
)  # fmt: skip
"""Forms that only verbs have."""
_NO_NOUNS = frozenset(["agreed", "disagreed", "argued"])
_BACK = frozenset(["shot", "hit", "snapped", "fired", "clapped", "bit", "snarled", "barked"])
"""What one does back who answers sharply: `Holm shot back`."""
_SUBJECT_TAGS = _NAMES | {"NNS"}
_OPENS_OBJECT = frozenset(["DT", "PRP", "PRP$", "NNP", "NNPS", "WRB", "WP", "EX", "''", "``"])


def mended(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags of a sentence, the impossible ones replaced; as many as there are words."""
    found = _as_reports(words, tags, _beside_known(words, tags))
    for at in _verbless_clauses(words, found):
        found[at] = "VBD"
    return found


def _as_reports(words: Sequence[str], tags: Sequence[str], found: list[str]) -> list[str]:
    """The tags with those mended of reporting verbs and of adverbs that are none."""
    for at, word in enumerate(words):
        if at and found[at][0] != "V" and word.lower() in VERBS_ONLY and tags[at] not in _NO_WORD:
            found[at] = _as_verb(word, found[at - 1], found[at])
        elif word in ("read", "reads") and _tells(words, at):
            found[at] = "VBD" if word == "read" else "VBZ"
        elif word in _DAYS and found[at] == "NN" and found[at + 1 : at + 2] in _PAST_NEXT:
            found[at] = "RB"
        elif found[at] == "VBN" and _is_inverted(words, found, at):
            found[at] = "VBD"
        elif word in _ADVERBS:
            found[at] = "RB"
        elif found[at] in _NO_PAST and at and word in VERBS:
            found[at] = _of_report(words, at) or found[at]
    return found


_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_CLAUSE = 20
"""Words of a reported clause in which its verb is looked for."""
_STOPS = frozenset([",", ";", ":", '"', "''", "—", "--", "(", "."])
_CARRY = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "'s",
     "'re", "'ve", "get", "got", "gets"]
)  # fmt: skip
_AFTER_PAST = frozenset(["DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "RB", "RP", "JJ", "CD"])


def _verbless_clauses(words: Sequence[str], tags: Sequence[str]) -> Iterator[int]:
    """The participles that must be the verb of a reported clause, as it has no other.

    `agreed that the bridge needed paint`: one after a noun, with nothing finite beside it.
    """
    for at in range(1, len(words) - 2):
        if not (
            (words[at] == "that" and words[at - 1] in VERBS)
            or (words[at] in _SAYING and tags[at - 1] in _NOUNS_OR_PRONOUN)
        ):
            continue
        low = high = at + 1
        while high < min(len(words), low + _CLAUSE) and words[high] not in _STOPS:
            high += 1
        if _FINITE.isdisjoint(tags[low:high]):
            verb = next((one for one in range(low + 1, high) if _may_be_past(words, tags, one)), -1)
            if verb > 0:
                yield verb


_NOUNS_OR_PRONOUN = _NOUNS | {"PRP"}


def _may_be_past(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a participle may be a past tense: between a noun and an object, and not carried."""
    return (
        tags[at] == "VBN"
        and tags[at - 1] in _NOUNS_OR_PRONOUN
        and at + 1 < len(tags)
        and tags[at + 1] in _AFTER_PAST
        and not words[at].endswith(("wn", "en"))
        and _CARRY.isdisjoint(words[max(0, at - 4) : at])
    )


_DAYS = frozenset(["today", "yesterday", "tonight", "tomorrow"])
_PAST_NEXT = (["VBD"], ["VBZ"])
_CLOSING = frozenset(['"', "''", "'", ","])


def _is_inverted(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a participle is the verb before its subject: `“It will be flats,” predicted Holm`.

    Without marks the name must end there: `The bolts were loose, warned Arne Dovik.`
    """
    if not (
        0 < at < len(words) - 1
        and words[at - 1] in _CLOSING
        and words[at] in VERBS
        and words[at] not in _NAMING
        and tags[at + 1] in _NAMES
    ):
        return False
    if any(word in ('"', "''", "'") for word in words[max(0, at - 2) : at]):
        return True
    end = at + 1
    while end < len(words) and tags[end] in _NAMES:
        end += 1
    return (
        end < len(words)
        and words[end] in (",", ".")
        and words[at + 1].lower() not in names.TIMES
        and not _FINITE.isdisjoint(tags[max(0, at - _CLAUSE) : at])
    )


_ADVERBS = frozenset(
    ["meanwhile", "however", "nonetheless", "nevertheless", "moreover", "furthermore", "likewise",
     "afterward", "afterwards", "thereafter", "ago"]
)  # fmt: skip
"""Words that are never nouns, however seldom a treebank has them."""
_NO_PAST = frozenset(["NN", "JJ"])
_DID = frozenset(["did", "does"])
_INTRODUCES = frozenset([":", "that", '"', "''", "``"])


def _of_report(words: Sequence[str], at: int) -> str:
    """The tag of a reporting verb: `Another fumed:`, `did express concern`; empty for none.

    One in *-ing* only where it is no noun that a dictionary holds: `with Tom Bell tweeting that`,
    and not `a storm warning that`.
    """
    word = words[at]
    if words[at - 1] in _DID:
        return "VB"
    if at >= len(words) - 1 or words[at - 1] == "," or words[at + 1] not in _INTRODUCES:
        return ""
    if word.endswith("ing") and not tagger().knows(word):
        return "VBG"
    return "VBD" if word.endswith("ed") else ""


def _tells(words: Sequence[str], at: int) -> bool:
    """Whether a document says its words: `the statement read:`."""
    return (
        0 < at < len(words) - 1
        and words[at - 1].lower() in names.DOCUMENT_NOUNS
        and words[at + 1] in (":", ",", '"', ".")
    )


def _beside_known(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags with those mended that names and roles beside a word tell."""
    found = list(tags)
    last = len(words) - 1
    if last > 0:
        found[0] = _opening_tag(words, tags)
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if tag in _NO_WORD:
            found[at] = _no_punctuation(words, tags, at)
        elif told := _by_form(word, tag):
            found[at] = told
        elif at < last and word[0].isupper() and tags[at + 1] == "NNP" and _is_first_name(word):
            found[at] = "NNP"
        elif at < last and tag in _DOUBTFUL and found[at] == tag:
            found[at] = _beside_names(words, tags, at)
            if found[at] == "NN" and at > 1 and tags[at - 1] == "RB" and tags[at - 2] in _NOUNS:
                found[at - 1] = "NN"
    return found


def _by_form(word: str, tag: str) -> str:
    """The tag that the form of a word tells alone; else empty."""
    if tag == "NNP" and word.startswith(_CURRENCIES) and word.lstrip("SNDKRrsp")[:1].isdigit():
        # "SKr2.4bn"
        return "CD"
    if word[1:2] == "'" and word[0] in "dlDLO" and word[2:3].isupper():
        # "Lucie d'Urval"
        return "NNP"
    if word.startswith(_ARTICLES) and word[-1].islower():
        return "NNP"
    return _ALWAYS.get(word, "")


_CURRENCIES = ("SKr", "NKr", "DKr", "Kr", "Rs", "Rp")


def _opening_tag(words: Sequence[str], tags: Sequence[str]) -> str:
    """The tag of the first of several words: a name's or people's before a verb that reports."""
    is_unknown = len(words) > 2 and _opens_unknown(words, tags)
    if words[0][-1] == "s" and (is_unknown or tags[0] in _VERBS_NOW):
        one = words[0].lower().removesuffix("s")
        if one in names.PARTIES:
            return "NNPS"
        if {one, one + "s", one.removesuffix("ie") + "y"} & names.PERSON_NOUNS:
            return "NNS"
    if is_unknown:
        return "NNP"
    return "IN" if tags[0] in _NAMES and _only_opens(words) else tags[0]


def _as_verb(word: str, before: str, tag: str) -> str:
    """The tag of a form that only verbs have; `tag` in a name or after an article."""
    if word[0].isupper() and (tag not in _NAMES or word[-1] != "s"):
        return tag
    if word.endswith("ing"):
        return "VBG"
    if word.endswith(("ed", "said", "told", "wrote")):
        return "VBD" if tag != "JJ" else tag
    if before in _BEFORE_NOUN:
        return tag
    if word[-1] == "s" and not word.endswith("ss"):
        return "VBZ"
    return "VB" if before in ("TO", "MD") else "VBP"


def _no_punctuation(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of a token that was taken for a mark or stop, a noun's if it is a word."""
    word = words[at]
    if word[0].isalpha():
        return "NNP" if word[0].isupper() else "NN"
    return "POS" if word == "'" and _owns(words, tags, at) else tags[at]


_PAPERS = frozenset(["daily", "weekly", "monthly"])
_ALWAYS = {"cannot": "MD", "―": ":"}
"""Tags of what a treebank writes in another way."""
_DOUBTFUL = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ", "MD", "RB", "NNS", "NN"])


def _beside_names(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of a word that is not the last, by what stands beside it."""
    word, tag, after = words[at], tags[at], tags[at + 1]
    if tag == "MD" and word[0].isupper() and after in _FOLLOW_NAME:
        return "NNP"
    of_role = _of_role(words, tags, at) if tag in ("VBG", "VB") else ""
    if of_role or at == 0:
        return of_role or tag
    if at == 1 and tag in ("VBN", "VBD") and _opens_unknown(words, tags):
        return "VBD"
    if tag in ("NN", "NNS"):
        return _noun_or_verb(words, tags, at)
    if after in ("VBD", "MD") and tag in ("VBZ", "RB"):
        return _before_past(word, tag)
    if _is_noun(words, tags, at) or (tag == "RB" and _is_person(words, tags, at)):
        return "NN"
    return "VBD" if tag == "VBN" and _reports_past(words, tags, at) else tag


_FIELDS = frozenset(
    ["planning", "housing", "training", "building", "marketing", "nursing", "engineering",
     "banking", "mining", "shipping", "farming", "fishing", "lending", "licensing", "trading",
     "policing", "programming", "catering", "publishing", "recycling", "parking", "gambling",
     "cycling", "boxing", "racing", "sailing", "leading", "acting"]
)  # fmt: skip
"""What people do or look after, in *-ing*, before the noun for what they are."""


def _of_role(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of what looks like a verb and belongs to a role; empty if it is a verb.

    `leading economists`, `Planning officer Ada Holm`, `Then roads minister Tom Bell`, and not
    `Calling minister Tom Bell a liar`.
    """
    if tags[at] == "VBG" and words[at] in _BEFORE_ROLE and tags[at + 1] in _NOUNS:
        return "JJ"
    if at + 2 >= len(words) or tags[at + 2] not in _NAMES:
        return ""
    if words[at + 1] not in names.PERSON_NOUNS and words[at + 1] not in names.TITLES:
        return ""
    is_field = words[at].lower() in _FIELDS or (at > 0 and words[at - 1].lower() == "then")
    return "NN" if is_field else ""


def _noun_or_verb(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of what was taken for a noun: a verb's where it can only be one."""
    if tags[at] == "NN":
        before, word = tags[at - 1], words[at]
        is_back = word in _BACK and words[at + 1] == "back"
        is_past = (before == "," or before in _SUBJECT_TAGS) and word in _PAST
        is_past |= word in _NO_NOUNS
        is_past |= is_back and before in _SUBJECT_TAGS
        return "VBD" if is_past else "NN"
    is_now = words[at] == "points" and words[at + 1] == "out"
    is_now = is_now or _reports_now(words, tags, at) or _goes_on(words, tags, at)
    return "VBZ" if is_now else "NNS"


_INSERTED = 6
"""Words of an insertion that tells who speaks, at the most."""
_AFTER_VERB = frozenset(["IN", "TO", "DT", "RB", "PRP", "PRP$", "RP"])


def _goes_on(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a verb goes on behind who says it: `The tide, says Owen Pryce, waits for nobody`."""
    if words[at - 1] != "," or tags[at + 1] not in _AFTER_VERB:
        return False
    low = at - 2
    while low > max(1, at - _INSERTED) and tags[low] in _NAMES:
        low -= 1
    return low < at - 2 and low > 1 and words[low] in VERBS and words[low - 1] == ","


_PEOPLE = ("ists", "ians", "ers", "ors", "ysts", "ants")


def _before_past(word: str, tag: str) -> str:
    """The tag of a word before a past tense: `a move that analysts warned`, `a steward told`."""
    if tag == "VBZ":
        is_people = word[:-1] in names.PERSON_NOUNS or word.endswith(_PEOPLE)
        return "NNS" if is_people else tag
    is_noun = word in names.PERSON_NOUNS or not (word.endswith("ly") or tagger().knows(word))
    return "NN" if is_noun else tag


def _opens_unknown(words: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether a sentence begins with a name that no dictionary holds and a reporting verb."""
    return (
        words[0][0].isupper()
        and words[0].isalpha()
        and not _only_opens(words)
        and tags[0] in _MISREAD
        and words[1] in VERBS
        and not tagger().knows(words[0])
        and not tagger().knows(words[0].lower())
    )


def _only_opens(words: Sequence[str]) -> bool:
    """Whether a small word has its capital only because it begins the sentence."""
    return words[0] in _OPENERS and not words[1][0].isupper()


_MISREAD = frozenset(["NN", "NNS", "JJ", "RB", "IN", "VB", "VBG", "VBN", "NNP", "CC", "UH"])
_VERBS_NOW = frozenset(["VBZ", "VBP"])
"""Tags that a plural at the beginning of a sentence is given by mistake: `Democrats say`."""


def _is_first_name(word: str) -> bool:
    lower = word.lower()
    return lower in names.MALE_NAMES or lower in names.FEMALE_NAMES


_OPENERS = frozenset(
    ["After", "Although", "Amid", "Among", "As", "At", "Because", "Before", "Besides", "By",
     "Despite", "During", "For", "From", "If", "In", "On", "Since", "Through", "Though", "Under",
     "Unless", "Until", "When", "While", "With", "Without"]
)  # fmt: skip
"""Small words whose capital tells only that they begin the sentence: `After calling`."""
_FOLLOW_NAME = frozenset(["NNP", "VBD", "VBZ"])


def _reports_past(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a participle is the verb between its subject and a name: `Ryle told CNN`."""
    before, after = tags[at - 1], tags[at + 1]
    if words[at] in _NAMING or not words[at].islower() or before not in _NOUNS:
        return False
    if after in ("PRP", "PRP$"):
        return True
    is_name = after in _NAMES or (after == "NNS" and words[at + 1][0].isupper())
    return is_name and words[at + 1].lower() not in names.TIMES


_DOES = frozenset(
    ["teaches", "runs", "writes", "lives", "works", "leads", "heads", "chairs", "studies",
     "directs", "edits", "owns", "hosts", "coaches", "covers", "researches", "manages"]
)  # fmt: skip
"""What a person does, as an article says it behind a name: `Tomas Eklund teaches at`."""


def _reports_now(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a plural noun is the verb that reports: `Holm supports a plan`."""
    word, before, after = words[at], tags[at - 1], tags[at + 1]
    if word in _DOES and before == "NNP" and at > 1 and _is_first_name(words[at - 2]):
        return True
    if word not in VERBS or before not in ("NNP", "PRP"):
        # "Her producer, Euan Laird, recalls that": behind a comma only a verb has its *that*.
        return word in VERBS and before == "," and words[at + 1] == "that"
    if after in _OPENS_OBJECT or words[at + 1] == "that":
        return True
    return words[at + 1] in (",", ".") and at > 1 and tags[at - 2] in ("''", ",")


def _owns(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a mark stands for a possessive: `Motors’ chief executive`."""
    return (
        0 < at < len(words) - 1
        and words[at - 1][-1] == "s"
        and tags[at - 1] in _NAMES
        and tags[at + 1] in ("NN", "NNS", "JJ")
        and "'" not in words[:at]
    )


def _is_noun(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word is one for a person or a document, not a verb: `the will said`."""
    before, after = tags[at - 1], tags[at + 1]
    if tags[at] in _NO_NOUN and before == "DT":
        return words[at + 1] in _SAYING and words[at].islower()
    if words[at] == "general" and words[at - 1].lower() in _GENERALS:
        return after not in _NOUNS
    return (
        (
            before in ("NN", "JJ")
            or before in _NAMES
            or (before == "RB" and at == 2)
            or (before == "NNS" and at == 1)
        )
        and after in _NAMES
        and words[at].islower()
        and tags[at] in _ANY
        and words[at] in names.PERSON_NOUNS
    )


_ANY = _VERBS | _NO_NOUN | {"RB", "JJR"}


def _is_person(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word in *-ly* is a noun: `another Holm ally, Tom Bell`, `French daily Le Filet`."""
    is_paper = words[at] in _PAPERS and tags[at + 1] == "NNP"
    return (is_paper or words[at] in names.PERSON_NOUNS) and tags[at - 1] in _BEFORE_PERSON


_BEFORE_PERSON = _NOUNS | _BEFORE_NOUN | {"JJ", "CD"}


_NO_SURNAMES = (
    names.ORGANISATION_WORDS | names.TITLES | names.PLACES | names.TIMES | names.NATIONALITIES
)
_AFTER_SUBJECT = frozenset(["VBD", "VBZ", "MD", "POS"])


def surnames(words: Sequence[str], tags: Sequence[str]) -> Iterator[str]:
    """The words that follow a first name or a title as a surname does: `Ada Holm`, `Mr. Holm`."""
    for at, tag in enumerate(tags):
        if tag not in _NOUNS or at == 0 or tags[at - 1] != "NNP":
            continue
        word, before = words[at], words[at - 1].lower().rstrip(".")
        if (
            len(word) > 2
            and word[0].isupper()
            and word[1:].islower()
            and word.lower() not in _NO_SURNAMES
            and (_is_first_name(before) or before in names.MALE_TITLES | names.FEMALE_TITLES)
        ):
            yield word


def surnames_tagged(
    words: Sequence[str], tags: Sequence[str], known: Set[str], common: Set[str]
) -> tuple[str, ...]:
    """The tags of a paragraph, with those of surnames mended.

    Args:
        words: Its words.
        tags: As many tags.
        known: Surnames that the article has.
        common: Those of them that are words too, as the article writes in lower case; they are
            names only before a verb or a possessive: `Young said`, not `Young people said`.
    """
    found = list(tags)
    for at, word in enumerate(words):
        if word in known and found[at] not in _NAMES:
            after = tags[at + 1] if at + 1 < len(tags) else ""
            if word not in common or after in _AFTER_SUBJECT:
                found[at] = "NNP"
    return tuple(found)
