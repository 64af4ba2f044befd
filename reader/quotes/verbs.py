"""The vocabulary of reporting, as data: which words report, and how.

Hand-written word classes; the rankers know a verb only by its class.
"""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """What kind of reporting word it is."""

    SAY = "say"
    """Plain report: said."""
    TELL = "tell"
    """Names the one spoken to: told reporters that."""
    STATE = "state"
    """Takes a clause: argued, announced, insisted."""
    ASK = "ask"
    """Takes a question: asked, wondered."""
    HINT = "hint"
    """Reports, or does not, by its subject: suggested, showed, meant."""
    MANNER = "manner"
    """How it sounded: shouted, joked."""
    NAME = "name"
    """Takes a thing and what it is called: described, slammed, dubbed."""
    URGE = "urge"
    """Reports a wish as an infinitive: urged, promised, threatened."""
    REFER = "refer"
    """Points to words: cited, quoted, mentioned."""
    THINK = "think"
    """Reports a thought: believes, hopes."""
    NOUN = "noun"
    """A noun for words: statement, claim."""
    SOURCE = "source"
    """A preposition for a source: according to."""
    OTHER = "other"
    """Any other verb, where it stands like one that reports."""


_LEMMAS = {
    Cue.SAY: "say",
    Cue.TELL: "tell inform assure remind warn advise notify brief caution alert text email",
    Cue.STATE: """state claim argue insist announce add note explain declare write tweet retweet reply
        respond answer acknowledge admit agree allege assert conclude concede confirm
        contend continue counter deny disclose emphasize emphasise stress estimate maintain observe
        predict proclaim pronounce reason reiterate recall recount remark repeat report retort
        reveal stipulate submit swear testify theorize theorise underline underscore begin
        summarize summarise post comment clarify elaborate opine posit attest affirm avow
        speculate boast brag complain lament protest object hasten interject muse offer conjecture
        rule hold relate recommend forecast foresee vouch profess blog email message narrate
        highlight specify volunteer divulge intone finish marvel rejoice gloat grouse
        grumble gripe fume confess rejoin reaffirm reassure restate rebut postulate preach vow
        pledge chime crow caution conclude read go guess figure venture hypothesize""",
    Cue.ASK: "ask wonder inquire enquire query question demand quiz press",
    Cue.HINT: """suggest indicate imply hint signal show mean find learn propose intimate
        detail outline prove demonstrate illustrate reflect insinuate
        point make express voice raise charge accept determine decide """,
    Cue.MANNER: """shout yell scream whisper mutter murmur mumble laugh joke quip chant cry
        exclaim sigh growl snap bark bellow roar sneer scoff jeer stammer stutter gasp croak drawl
        deadpan thunder howl wail moan groan sing rap hiss snarl chuckle giggle grin smile beam
        rant rave rail spit sob weep shrug nod blurt drone chide tease""",
    Cue.NAME: """call describe dub label brand term characterize characterise slam criticize criticise
        praise accuse blast denounce condemn dismiss deride mock decry ridicule blame hail laud
        attack deem portray depict lambast lambaste tout defend rip bash assail castigate chastise
        rebuke scold thank congratulate compare consider refer salute welcome applaud""",
    Cue.URGE: """urge promise threaten vow order plead beg implore exhort encourage demand instruct
        advocate command invite challenge pledge request beseech""",
    Cue.REFER: """cite quote mention reference discuss address invoke paraphrase speak talk mention
        sign publish issue release broadcast print headline caption title tag display""",
    Cue.THINK: """think believe hope feel know want expect fear worry doubt suspect understand see
        consider realize realise assume imagine anticipate wish hear view regard suppose""",
}
_NOUNS = ["statement", "claim", "allegation", "assertion", "argument", "suggestion", "accusation", "promise", "warning", "remark", "comment", "announcement", "declaration", "admission", "contention", "belief", "insistence", "question", "message", "tweet", "letter", "report", "word", "words", "rumor", "rumour", "charge", "complaint", "prediction", "proposal", "pledge", "vow", "threat", "reply", "response", "answer", "observation", "assurance", "acknowledgment", "acknowledgement", "denial", "call", "demand", "post", "note", "speech", "interview", "headline", "sign", "slogan", "motto", "chant", "line", "phrase", "quote", "email", "caption", "article", "editorial", "memo", "testimony", "notion", "idea", "assumption", "view", "opinion", "conclusion", "recommendation", "finding", "estimate", "hint", "indication", "confession", "conviction", "criticism", "point", "theory"]

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "swear": "swears swore sworn swearing",
    "hold": "holds held holding",
    "begin": "begins began begun beginning",
    "read": "reads read reading",
    "go": "goes went gone going",
    "mean": "means meant meaning",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "make": "makes made making",
    "speak": "speaks spoke spoken speaking",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "understand": "understands understood understanding",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "sing": "sings sang sung singing",
    "beseech": "beseeches besought beseeching",
    "spit": "spits spat spitting",
    "weep": "weeps wept weeping",
    "foresee": "foresees foresaw foreseen foreseeing",
    "grin": "grins grinned grinning",
    "sob": "sobs sobbed sobbing",
    "rap": "raps rapped rapping",
    "submit": "submits submitted submitting",
    "admit": "admits admitted admitting",
    "rebut": "rebuts rebutted rebutting",
    "quip": "quips quipped quipping",
    "beg": "begs begged begging",
    "brag": "brags bragged bragging",
    "tag": "tags tagged tagging",
    "rip": "rips ripped ripping",
    "shrug": "shrugs shrugged shrugging",
    "nod": "nods nodded nodding",
    "refer": "refers referred referring",
    "quiz": "quizzes quizzed quizzing",
    "snap": "snaps snapped snapping",
    "dub": "dubs dubbed dubbing",
    "slam": "slams slammed slamming",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "marvel": "marvels marveled marvelled marveling marvelling",
    "drawl": "drawls drawled drawling",
}


def _forms(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return [lemma, lemma + plural, lemma + "ed", lemma + "ing"]


def _table() -> dict[str, tuple[str, Cue]]:
    table: dict[str, tuple[str, Cue]] = {}
    for kind, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for form in _forms(lemma):
                table.setdefault(form, (lemma, kind))
    return table


VERBS = _table()
"""Each form of a reporting verb, with its lemma and kind."""

NOUNS = frozenset(_NOUNS) | frozenset(f"{noun}s" for noun in _NOUNS)
"""Nouns for somebody's words, singular and plural."""

AUXILIARIES = frozenset(
    ["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "have", "has", "had", "having", "'ve", "'d", "do", "does", "did", "will", "would", "can", "could", "shall", "should", "may", "might", "must", "'ll", "ought"]
)
"""Verbs that carry another one."""
