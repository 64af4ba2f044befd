"""A terminal reader that knows who said what.

The rooms, in the order data flows through them:

- `document`: the text and its geometry: spans, paragraphs, the canonical form.
- `sources`: bytes in (files, standard input), `Document` out.
- `language`: sentences, words and tags; the only room that knows NLTK.
- `quotes`: who said what: detection, attribution, speakers.
- `annotations`: highlights and notes, and how they find their place again.
- `store`: what the person wrote, safe on disk; the only room that knows TinyDB.
- `export`: annotations as Markdown and what else other programs read.
- `imports`: notes from other programs, read into values.
- `reading`: one article as a person has it open; what both front ends share.
- `ui`: the terminal application; the only room that knows Textual.
- `cli`: the command line.
"""

__version__ = "0.1.0"
