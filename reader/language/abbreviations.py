"""Words that keep their full stop: the table Punkt would otherwise have to learn."""

from __future__ import annotations

TITLES = frozenset(
    ["adm", "atty", "brig", "capt", "cardinal", "cmdr", "cmdt", "col", "cpl", "dr", "esq", "fr", "gen", "gov", "hon", "insp", "lt", "ltn", "maj", "messrs", "mlle", "mme", "mmes", "mr", "mrs", "ms", "msgr", "mx", "pfc", "pres", "prof", "pvt", "rep", "reps", "rev", "rt", "sec", "sen", "sens", "sgt", "sr", "sra", "sra", "srta", "st", "ste", "supt", "vp"]
)
"""Before a name; a capital letter may follow without a new sentence beginning."""

OTHERS = frozenset(
    ["al", "approx", "apr", "art", "assn", "assoc", "aug", "ave", "bldg", "blvd", "ca", "cent", "cf", "ch", "ct", "dec", "dept", "dist", "div", "ed", "eds", "eg", "est", "etc", "ext", "feb", "fed", "fig", "figs", "ft", "gal", "govt", "hosp", "hwy", "ie", "inc", "incl", "intl", "jan", "jr", "jul", "jun", "lb", "lbs", "ltd", "mar", "max", "min", "mph", "mt", "mtn", "mtns", "nat", "natl", "no", "nos", "nov", "oct", "op", "oz", "para", "pl", "pop", "pp", "pt", "pts", "rd", "reg", "rm", "sept", "seq", "sq", "ste", "tbsp", "tel", "tsp", "univ", "viz", "vol", "vols", "vs", "yd", "yds", "yr", "yrs", "ala", "alta", "ariz", "ark", "calif", "colo", "conn", "corp", "cos", "del", "fla", "ga", "ill", "ind", "kan", "kans", "ky", "la", "mass", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nebr", "nev", "ont", "okla", "ore", "pa", "penn", "que", "sask", "tenn", "tex", "va", "vt", "wash", "wis", "wisc", "wyo", "bros", "mfg", "mt", "rev", "ret", "mil", "mph", "e.g", "i.e", "u.s", "u.k", "u.n", "e.u", "u.a.e", "d.c", "n.y", "n.j", "n.h", "n.c", "s.c", "n.d", "s.d", "n.m", "r.i", "w.va", "l.a", "a.m", "p.m", "ph.d", "m.d", "b.a", "m.a", "b.s", "m.s", "j.d", "ll.b", "ll.m", "u.s.a", "u.s.s.r", "b.c", "a.d", "p.s", "c.i.a", "f.b.i", "g.o.p", "d.a", "m.p", "q.c", "r.n"]
)
"""Everywhere; months, states, measures, and initials."""

ABBREVIATIONS = TITLES | OTHERS
"""All of them, in lower case, without the last full stop."""
