"""Checking words against the facts: what came of it, and where the proof is."""

from __future__ import annotations

from functools import partial

from reader.annotations import Annotation, Verdict
from reader.document import Span
from reader.errors import AnnotationError
from reader.ui.screens.marking import Marking
from reader.ui.screens.prompt import Choice, TextPrompt
from reader.ui.widgets.lists import VERDICT_SIGNS
from reader.ui.widgets.row_list import Item

_HELP = {
    Verdict.OPEN: "to be checked",
    Verdict.TRUE: "it is so",
    Verdict.FALSE: "it is not so",
    Verdict.UNVERIFIABLE: "nobody can tell",
}


class Checking(Marking):
    """The action that notes what a check came to."""

    def action_check(self) -> None:
        """Say what checking the words came to."""
        target = self._target()
        if target is None:
            return
        kept = target.check if isinstance(target, Annotation) else None
        items = [
            Item(verdict.value, f"{VERDICT_SIGNS[verdict]} {verdict.value}", _HELP[verdict])
            for verdict in Verdict
        ]
        if kept:
            items.append(Item("none", "no check wanted"))
        current = kept.verdict.value if kept else Verdict.OPEN.value
        choice = Choice("Checked against the facts", tuple(items), current)
        self.app.push_screen(choice, partial(self._take_verdict, target))

    def _take_verdict(self, target: Annotation | Span, answer: str | None) -> None:
        if answer is None:
            return
        kept = target.check if isinstance(target, Annotation) else None
        if answer in ("none", Verdict.OPEN.value):
            verdict = None if answer == "none" else Verdict.OPEN
            self._check(target, verdict, kept.url if kept and verdict else "")
            return
        self._ask_for_proof(target, Verdict(answer), kept.url if kept else "")

    def _ask_for_proof(self, target: Annotation | Span, verdict: Verdict, address: str) -> None:
        hint = "the address of the proof; leave it empty if there is none"
        prompt = TextPrompt(f"{verdict.value}: by what?", address, hint)
        self.app.push_screen(prompt, partial(self._take_proof, target, verdict))

    def _take_proof(self, target: Annotation | Span, verdict: Verdict, address: str | None) -> None:
        if address is not None:
            self._check(target, verdict, address.strip())

    def _check(self, target: Annotation | Span, verdict: Verdict | None, url: str) -> None:
        before, made = self.reading, self.highlighted(target)
        if made is None or before is None:
            return
        reading, annotation = made
        try:
            after, version = reading.check(annotation.id, verdict, self.desk.now(), url)
        except AnnotationError as error:
            self.notify(str(error), severity="warning", markup=False, timeout=6)
            if verdict is not None:
                # What was typed is not lost: it can be put right.
                self._ask_for_proof(target, verdict, url)
            return
        self.changed(before, after, version)
        self.view.stop_selecting()
