"""The article screen: the text, the sidebar, and what ties them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
from textual.worker import Worker, WorkerState

from reader.annotations import Annotation
from reader.document import Bookmark, Document
from reader.errors import ReaderError
from reader.reading import History, Reading, open_reading, reading_of
from reader.ui.analysis import Analysis, analyse_beside
from reader.ui.bindings import GROUPS, KEYS, MARKING, Mode, footer_keys, remapped
from reader.ui.counted import many
from reader.ui.desk import Desk
from reader.ui.goals import Goal
from reader.ui.keys_in_order import KeysInOrder
from reader.ui.messages import LibraryWanted
from reader.ui.motions import Motions
from reader.ui.opening import Loaded
from reader.ui.quote_index import QuoteIndex, QuoteMarks
from reader.ui.saving import SaveState
from reader.ui.screens.checking import Checking
from reader.ui.screens.correcting import Correcting
from reader.ui.screens.exporting import Exporting
from reader.ui.screens.finding import Finding
from reader.ui.screens.information import Informing
from reader.ui.screens.leading import Leading
from reader.ui.screens.open_article import LOOK_SECONDS
from reader.ui.screens.placing import Placing
from reader.ui.screens.renewing import versions_up_to
from reader.ui.screens.visiting import Visiting
from reader.ui.screens.watching import WATCH_SECONDS, Watching
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.lists import speaker_numbers
from reader.ui.widgets.sidebar import Sidebar
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.text_layout import NARROW_CELLS, SPREAD_CELLS, TextLayout
from reader.ui.widgets.wrapped_text import Focus

_SIDEBAR_CELLS = (20, 80)
_TEXT_CELLS = 30
"""The text keeps as many."""
_MODES = {
    action: frozenset(mode for key in KEYS if key.action == action for mode in key.modes)
    for action in {key.action for key in KEYS}
}
_ABOUT_NOTES = frozenset(key.action for key in MARKING.keys) | {"export", "versions", "reread"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What the library knows of an article."""

    reading: Reading
    """The article as the person left it."""
    place: Bookmark | None
    """Where reading stopped."""
    bookmarks: Mapping[str, Bookmark]
    """The places marked, by their keys."""
    history: History
    """What was done to it before."""
    earlier: str
    """The hash of the version of the text before this one; empty when there is none."""
    is_news: bool
    """Whether this version is opened for the first time, and another one was before."""


class ArticleScreen(
    Watching,
    Finding,
    Placing,
    Correcting,
    Checking,
    Visiting,
    Leading,
    Informing,
    Exporting,
):
    """Shows one article; reads, marks and notes."""

    # Split off the screen, not in containers with the text: each container is drawn, and told
    # of every key, as if it were one more widget. Not in a file: Textual loads none for the first
    # screen.
    DEFAULT_CSS = """
    ArticleScreen { layout: vertical; layers: below above; background: $background; }
    ArticleScreen StatusLine { split: top; }
    ArticleScreen KeyLine { split: bottom; }
    ArticleScreen Sidebar { split: right; }
    ArticleScreen.-zen StatusLine, ArticleScreen.-zen KeyLine { display: none; }
    ArticleScreen SearchLine { layer: above; }
    ArticleScreen.-narrow Sidebar { border-left: none; }
    """
    AUTO_FOCUS = "ArticleView"
    KEY_GROUPS = GROUPS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide")]
    BINDINGS = [Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in KEYS]

    def __init__(
        self, document: Document, desk: Desk, offset: int = 0, goal: Goal | None = None
    ) -> None:
        """Open `document` at `offset`; its notes and quotes come after the first paint.

        Args:
            document: The article.
            desk: What to work with.
            offset: Where reading stopped the last time, as far as that is known yet.
            goal: Where to go instead.
        """
        super().__init__(document, desk)
        self._begins_at = goal.offset if goal else offset
        self._goal = goal
        self._followed: tuple[object, ...] = ()
        self._is_opening = False
        self._numbers: dict[str, int] = {}
        self._corrections: tuple[Annotation, ...] = ()
        self._table, _ = remapped(desk.settings.keys)

    @classmethod
    def of(cls, loaded: Loaded, desk: Desk, goal: Goal | None = None) -> ArticleScreen:
        """The screen for an article of the library, at `goal`."""
        screen = cls(loaded.document, desk, goal=goal)
        screen.loaded = loaded
        return screen

    def compose(self) -> ComposeResult:
        """Status line, text and sidebar, keys."""
        settings, look = self.desk.settings, self.desk.look
        yield StatusLine()
        yield KeyLine()
        sidebar = Sidebar(tab=look.tab)
        sidebar.styles.width = look.sidebar_width
        sidebar.display = look.sidebar
        yield sidebar
        layout = TextLayout(
            settings.text_width, settings.margin, settings.paragraph_gap, settings.line_gap
        )
        view = ArticleView(layout, spread=look.spread)
        view.reading_focus = Focus(look.focus)
        yield view

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing but the ground, which lies below everything and is asked for at every key."""
        return [Strip.blank(crop.width, self.rich_style)] * crop.height

    def on_mount(self) -> None:
        """Show the text; the rest comes after it is painted."""
        self._is_built = True
        self.set_interval(LOOK_SECONDS, self.look_for_others)
        self.set_interval(WATCH_SECONDS, self.look_at_source)
        self.keys.keys = footer_keys(self._table, Mode.READ)
        if self.size.width and self.size.width < NARROW_CELLS:
            self.sidebar.display = False
        self.show_document(self.document, self._begins_at)

    # Opening

    def show_document(self, document: Document, offset: int = 0) -> None:
        """Show another text, and open it."""
        self._begins_at, self._followed = offset, ()
        self.workers.cancel_group(self, "analysis")
        self.forget(document)
        self._numbers = {}
        self.keys.typed = ""
        self.view.show(document, offset)
        self.status.title = document.title
        self._name_source(document)
        self.status.state = "opening"
        self._is_opening = True
        self.call_after_refresh(self._open_soon)

    def _open_soon(self) -> None:
        """Open the notes once the keys typed so far are done: both at a time would hold them up."""
        if isinstance(self.app, KeysInOrder):
            self.app.after_keys(self._open)
        else:
            self._open()

    def holds_back(self, key: str) -> bool:
        """Whether a key has to wait: it is about notes, and they are being opened."""
        bound = self.active_bindings.get(key) if self._is_opening else None
        return bound is not None and bound.binding.action in _ABOUT_NOTES

    def _name_source(self, document: Document) -> None:
        """Say where the text is from, and its place among the articles that were named."""
        count = len(self.desk.sources)
        place = f"{self.desk.number + 1} of {count} · " if count > 1 and self._is_named else ""
        kept = "an earlier version of " if self.version_of else ""
        self.status.source = f"{place}{kept}{document.origin.name}"

    @property
    def _is_named(self) -> bool:
        """Whether this is one of the articles named on the command line."""
        return self.app.screen_stack[:1] == [self]

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self) -> Opened:
        shelf = self.desk.shelf()
        known = self.version_of or shelf.known(self.document)
        before = shelf.versions(known) if known else ()
        if self.version_of:
            reading = reading_of(self.document, self.version_of, shelf)
            before = versions_up_to(self.document.sha256, shelf.version_list(self.version_of))
        else:
            reading = open_reading(self.document, shelf, self.desk.now())
        texts = [text for text in before if text != self.document.sha256]
        is_news = bool(before) and before[-1] != self.document.sha256
        place = shelf.position(reading.article_id)
        history = History.of(*shelf.history(reading.article_id))
        marked = shelf.bookmarks(reading.article_id)
        earlier = texts[-1] if texts else ""
        return Opened(reading, place, marked, history, earlier, is_news)

    @work(group="analysis", exclusive=True, exit_on_error=False)
    async def analyse(self) -> Analysis:
        """Look for who says what, beside the screen."""
        return await analyse_beside(self.document)

    @on(Worker.StateChanged)
    def _take_result(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if event.state is WorkerState.ERROR:
            self._tell_failure(worker)
        elif event.state is WorkerState.SUCCESS:
            match worker.result:
                case Opened() as opened if opened.reading.document is self.document:
                    self._take_reading(opened)
                case Analysis() as analysis:
                    self.take_analysis(analysis)
                case Document() as document:
                    self.show_document(document)

    def _tell_failure(self, worker: Worker[object]) -> None:
        error = worker.error
        what = {
            "open": "The notes could not be opened",
            "analysis": "Quotes could not be found",
            "neighbour": "The article could not be opened",
        }
        reason = str(error) if isinstance(error, ReaderError) else repr(error)
        if worker.group in what:
            self.notify(
                reason, title=what[worker.group], severity="error", markup=False, timeout=15
            )
        if worker.group == "open":
            self._is_opening = False
            self._tell_save(SaveState(0, "the library cannot be read"))
            self.analyse()

    def _take_reading(self, opened: Opened) -> None:
        self.reading, self.bookmarks = opened.reading, dict(opened.bookmarks)
        self.history = opened.history
        self.status.state = "saved"
        offset = opened.place.offset_in(self.document.text) if opened.place else 0
        goal, self._goal = self._goal, None
        stays = self.keeps_place or goal
        if not stays and offset and self.view.top == self._begins_at:
            self.view.go_to(offset, to_top=True)
        self.show_reading()
        if goal:
            self.go_to_goal(goal)
        self.tell_news(opened.earlier if opened.is_news else "", self.reading.summary())
        for notice in self.desk.shelf().notices:
            self.notify(notice, severity="warning", markup=False, timeout=15)
        self.is_open, self._is_opening = True, False
        self.take_up_drafts()
        self.expect_changes(opened.earlier, is_news=opened.is_news)
        self.follow_source()
        self.analyse()

    def take_analysis(self, analysis: Analysis) -> None:
        """Show who says what."""
        # A file that goes on changing need not tell it again and again.
        if self.document.is_foreign and not self.is_unkept:
            self.tell_language()
        self.view.motions = Motions(self.document, analysis.sentences)
        base = self.reading or Reading("", self.document)
        self.reading = base.with_findings(analysis.findings)
        self._show_findings(self.reading)
        self.show_reading()
        self.follow()
        self.look_for_changes()
        if not self.is_unkept:
            self._note_findings(self.reading)

    def _show_findings(self, reading: Reading) -> None:
        """Paint the quotes, and let keys find them."""
        findings = reading.findings
        if findings is None:
            return
        self._corrections = reading.corrections
        self._numbers = speaker_numbers(findings)
        self.quotes = QuoteIndex(findings)
        self.view.set_quotes(QuoteMarks(self.quotes, self._numbers))

    @work(thread=True, group="counts", exclusive=True, exit_on_error=False)
    def _note_findings(self, reading: Reading) -> None:
        """Let the library know who says what here."""
        findings, article_id = reading.findings, reading.article_id
        if findings is None or not article_id or self.version_of:
            return
        # Only here: it is for the library.
        from reader.reading import voices_of

        shelf, document = self.desk.shelf(), reading.document
        shelf.record_findings(article_id, len(findings.quotes), len(findings.speakers))
        voices = voices_of(document, findings, article_id)
        shelf.sayings.keep(article_id, document.sha256, voices)

    def show_reading(self) -> None:
        """Draw the present state of the article everywhere."""
        reading = self.reading
        if reading is not None:
            if reading.corrections != self._corrections:
                self._show_findings(reading)
                self._note_findings(reading)
            self.view.set_annotations(reading.marks)
            self.sidebar.show(reading)

    # Following

    @on(ArticleView.Moved)
    def _follow_moved(self, event: ArticleView.Moved) -> None:
        event.stop()
        if self._stand() != self._followed:
            self.follow()

    def _stand(self) -> tuple[object, ...]:
        """What header and sidebar depend on, as far as it moves."""
        view = self.view
        return (
            view.top,
            view.place,
            view.pane,
            view.share_read,
            view.current_quote,
            self.sidebar.display,
        )

    def follow(self) -> None:
        """Let header and sidebar say where the reading is."""
        self.view.take_news()
        number, count = self.view.pane
        both = self.view.columns == 2 and number > 1
        panes = f"panes {number - 1}–{number}" if both else f"pane {number}"
        self.status.position = f"{panes} of {count}"
        self.status.percent = f"{round(100 * self.view.share_read)}%"
        self.status.left = self._time_left()
        held = self.quote_in_hand()
        quote = held or self.first_quote_in_sight()
        if quote is not None and self.sidebar.display:
            self.sidebar.follow(f"quote:{quote.id}", quote.speaker_id or "")
        if held is None:
            self.view.hold_quote(None)
        self.remember_soon()
        self._followed = self._stand()

    def _time_left(self) -> str:
        words, rate = self.document.word_count, self.desk.settings.words_a_minute
        length = many(words, "word")
        if not rate:
            return length
        minutes = words * (1 - self.view.share_read) / rate
        return f"{length} · {f'{round(minutes)} min' if minutes >= 1 else '<1 min'} left"

    @on(ArticleView.SelectionChanged)
    def _show_mode(self) -> None:
        self.keys.keys = footer_keys(self._table, self.mode)
        self.keys.typed = ""

    @on(ArticleView.Clicked)
    def _take_click(self, event: ArticleView.Clicked) -> None:
        quote = self.quotes.at(event.offset)
        self.view.hold_quote(quote.id if quote else None)
        self.follow()

    @on(Sidebar.Chosen)
    def _go_to_chosen(self, event: Sidebar.Chosen) -> None:
        kind, _, name = event.item.key.partition(":")
        if kind == "quote":
            self.hold(self.quotes.named(name))
        elif kind == "speaker":
            quotes = self.quotes.of_speaker(name)
            self.hold(quotes[0] if quotes else None)
        elif event.item.offset is not None:
            self.jump_to(event.item.offset)
        elif kind == "note":
            self._show_unplaced(name)
            return
        if self.has_class("-narrow"):
            self.action_sidebar()

    def _show_unplaced(self, name: str) -> None:
        """A note on the article is opened; one without a place says why."""
        note = self.reading.annotation(name) if self.reading else None
        if note is not None and note.target is None:
            self.action_page_note()
        elif note is not None:
            self.show_orphan(note)

    @on(Sidebar.Left)
    def _back_to_text(self) -> None:
        if self.has_class("-narrow"):
            self.sidebar.display = False
        self._share_room()
        self.view.focus()

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)

    # What is possible now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means this in the present mode."""
        name = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
        modes = _MODES.get(name)
        if modes is None:
            return True
        # While the screen is built up or taken down there is nothing to act on.
        return self._is_built and self.mode in modes

    # The screen

    def action_sidebar(self) -> None:
        """Show or hide the sidebar; on a narrow screen it takes all of it."""
        self.sidebar.display = not self.sidebar.display
        self._share_room()
        if self.size.width >= NARROW_CELLS:
            self.desk.change_look(sidebar=self.sidebar.display)

    def action_widen(self, cells: int) -> None:
        """Give the sidebar so many cells more; negative: fewer."""
        if not self.sidebar.display or self.size.width < NARROW_CELLS:
            self.notify("the sidebar is not beside the text", timeout=2)
            return
        self._set_width(self.desk.look.sidebar_width + cells)

    @on(Sidebar.Dragged)
    def _drag_sidebar(self, event: Sidebar.Dragged) -> None:
        self._set_width(event.width)

    def _set_width(self, cells: int) -> None:
        least, most = _SIDEBAR_CELLS
        width = max(least, min(cells, most, self.size.width - _TEXT_CELLS))
        self.sidebar.styles.width = width
        self.desk.change_look(sidebar_width=width)

    def action_tab(self, by: int) -> None:
        """Into the sidebar; from there to its next tab."""
        if not self.sidebar.display:
            self.sidebar.display = True
            self._share_room()
            self.sidebar.row_list.focus()
        elif not self.sidebar.row_list.has_focus:
            self.sidebar.row_list.focus()
        else:
            self.sidebar.choose_tab(self.sidebar.tab + by)
            self.desk.change_look(tab=self.sidebar.tab)

    def _share_room(self) -> None:
        """Give the sidebar the whole of a narrow screen."""
        shown = self.sidebar.display
        narrow = self.size.width < NARROW_CELLS
        self.view.display = not (shown and narrow)
        self.sidebar.styles.width = "1fr" if narrow else self.desk.look.sidebar_width
        (self.sidebar.row_list if shown and narrow else self.view).focus()
        if shown:
            self.follow()

    def on_resize(self) -> None:
        """Share the room anew when the screen becomes narrow or wide."""
        if self.is_mounted:
            narrow = self.size.width < NARROW_CELLS
            if narrow and self.sidebar.display and self.view.display:
                self.sidebar.display = False
            if not narrow:
                self.view.display = True
                self.sidebar.display = self._wants_sidebar
            self.sidebar.styles.width = "1fr" if narrow else self.desk.look.sidebar_width

    def action_zen(self) -> None:
        """Only the text, or everything again."""
        self.toggle_class("-zen")
        self.sidebar.display = self._wants_sidebar and self.size.width >= NARROW_CELLS
        self._share_room()

    @property
    def _wants_sidebar(self) -> bool:
        """Whether the person wants it beside the text, where there is room."""
        return self.desk.look.sidebar and not self.has_class("-zen")

    def action_spread(self) -> None:
        """Two panes side by side, or one."""
        if self.app.size.width < SPREAD_CELLS:
            self.notify(
                f"two panes side by side need {SPREAD_CELLS} columns; "
                f"there are {self.app.size.width}",
                timeout=3,
            )
            return
        self.view.show_spread(wanted=not self.view.wants_spread)
        self.desk.change_look(spread=self.view.wants_spread)
        self.follow()

    def action_focus_mode(self) -> None:
        """Let the line being read stand out, then the paragraph, then all of the text again."""
        around = list(Focus)
        following = around[(around.index(self.view.reading_focus) + 1) % len(around)]
        self.view.focus_on(following)
        self.desk.change_look(focus=following.value)
        self.notify(
            "all of the text" if following is Focus.NONE else f"only the {following} being read",
            timeout=1.5,
        )

    def action_help(self) -> None:
        """Every key."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.desk.settings.keys))

    @work
    async def action_back(self) -> None:
        """Back to the library, or out of the program; nothing unsaved is left behind."""
        if await self.may_leave() and self.app.screen is self:
            if self.app.screen_stack[0] is self:
                self.app.exit()
            else:
                self.dismiss()

    @work
    async def action_library(self) -> None:
        """The library; this article is closed."""
        # Another screen may have come over this one while it was being saved.
        if not await self.may_leave() or self.app.screen is not self:
            return
        if self.app.screen_stack[0] is self:
            self.post_message(LibraryWanted())
        else:
            self.dismiss()

    @work
    async def action_article(self, by: int) -> None:
        """The next of the articles named on the command line, or the one before."""
        if self.desk.neighbour(by) is None:
            self.notify(f"no article was named {'after' if by > 0 else 'before'} this", timeout=2)
        elif await self.may_leave():
            self._load_neighbour(by)

    @work(thread=True, group="neighbour", exclusive=True, exit_on_error=False)
    def _load_neighbour(self, by: int) -> Document | None:
        return self.desk.step(by)

    def changed(
        self, before: Reading, after: Reading, version: Annotation, *, is_joined: bool = False
    ) -> None:
        """Show a change and save it."""
        self.history = self.history.record(before, version, is_joined=is_joined)
        self.keep(after, version)
