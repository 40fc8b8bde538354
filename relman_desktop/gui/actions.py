"""One table of what the window can do; menus, shortcuts and the command palette are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from .window import MainWindow


@dataclass(frozen=True, slots=True)
class ActionDef:
    """An action: its name, its words, its menu, its keys; what it does is in `_DOES`. `needs_ticket` greys it out.

    The keys of one that is `in_facts` count only while the facts list has the focus. One that `writes` changes what is
    kept, and is greyed out while everything is read-only.
    """

    name: str
    text: str
    menu: str
    keys: str = ""
    needs_ticket: bool = False
    in_facts: bool = False
    writes: bool = False

    @property
    def shortcuts(self) -> list[QKeySequence]:
        """Its keys, the first of which is told."""
        return QKeySequence.listFromString(self.keys)

    @property
    def told_keys(self) -> str:
        """Its keys as a person reads them on this system."""
        keys = QKeySequence.listToString(self.shortcuts, QKeySequence.SequenceFormat.NativeText).replace("; ", " or ")
        return f"{keys}, in the list of facts" if self.in_facts else keys


ACTIONS = (
    ActionDef("choose_repository", "Open repository…", "File", "Ctrl+O"),
    ActionDef("choose_diff", "Open diff file…", "File", "Ctrl+Shift+O"),
    ActionDef("open_sample", "Open the sample", "File"),
    ActionDef("show_start_page", "Start page", "File", "Ctrl+Shift+H"),
    ActionDef("show_library", "Library of tickets", "File", "Ctrl+L"),
    ActionDef("reload", "Read the change again", "File", "F5", needs_ticket=True),
    ActionDef("close", "Quit", "File", "Ctrl+Q"),
    ActionDef("choose_base", "Choose the base…", "Change", "Ctrl+B", needs_ticket=True),
    ActionDef("choose_head", "Choose the head…", "Change", "Ctrl+E", needs_ticket=True),
    ActionDef("show_facts", "Show the facts", "Change", "Ctrl+1", needs_ticket=True),
    ActionDef("show_files", "Show files and commits", "Change", "Ctrl+2", needs_ticket=True),
    ActionDef("filter_change", "Filter facts, files and commits", "Change", "Ctrl+F", needs_ticket=True),
    ActionDef("dismiss_fact", "Dismiss the fact…", "Change", "D; Del", needs_ticket=True, in_facts=True, writes=True),
    ActionDef(
        "restore_fact", "Restore the dismissed fact", "Change", "R", needs_ticket=True, in_facts=True, writes=True
    ),
    ActionDef("undo", "Undo", "Ticket", "Ctrl+Z", needs_ticket=True, writes=True),
    ActionDef("redo", "Redo", "Ticket", "Ctrl+Shift+Z; Ctrl+Y", needs_ticket=True, writes=True),
    ActionDef("draft_with_model", "Draft with the model…", "Ticket", "Ctrl+D", needs_ticket=True, writes=True),
    ActionDef("redraft_all", "Redraft from the template", "Ticket", "Ctrl+R", needs_ticket=True, writes=True),
    ActionDef("use_supported", "Use all supported sentences", "Ticket", "Ctrl+Shift+D", needs_ticket=True, writes=True),
    ActionDef("next_doubt", "Next doubtful sentence", "Ticket", "F8", needs_ticket=True),
    ActionDef("previous_doubt", "Previous doubtful sentence", "Ticket", "Shift+F8", needs_ticket=True),
    ActionDef("next_question", "Next open question", "Ticket", "F9", needs_ticket=True),
    ActionDef("previous_question", "Previous open question", "Ticket", "Shift+F9", needs_ticket=True),
    ActionDef("show_checks", "Show the checks", "Ticket", "Ctrl+K", needs_ticket=True),
    ActionDef("next_finding", "Next finding of the checks", "Ticket", "F7", needs_ticket=True),
    ActionDef("previous_finding", "Previous finding of the checks", "Ticket", "Shift+F7", needs_ticket=True),
    ActionDef("show_questions", "Show the questions", "Ticket", "Alt+7", needs_ticket=True),
    ActionDef("show_risk", "Show the risk", "Ticket", "Alt+9", needs_ticket=True),
    ActionDef("show_request", "Show the exact request", "Ticket", "Ctrl+Shift+R", needs_ticket=True, writes=True),
    ActionDef("show_sent", "Show what was sent", "Ticket", "Alt+4", needs_ticket=True),
    ActionDef("show_history", "Show the history", "Ticket", "Alt+5", needs_ticket=True),
    ActionDef("show_export", "Export to the change system", "Ticket", "Ctrl+Shift+E", needs_ticket=True),
    ActionDef("look_there", "Look whether it is in the change system", "Ticket", needs_ticket=True, writes=True),
    ActionDef("show_deployment", "Show the deployment", "Ticket", "Alt+0", needs_ticket=True),
    ActionDef("roll_back", "Roll back…", "Ticket", needs_ticket=True, writes=True),
    ActionDef("show_team", "Show what it says about the team", "Ticket", "Alt+8", needs_ticket=True),
    ActionDef("add_work", "Add work items…", "Ticket", "Ctrl+Shift+A", needs_ticket=True, writes=True),
    ActionDef("show_work", "Show the work items", "Ticket", "Alt+6", needs_ticket=True),
    ActionDef("show_profile", "Team profile…", "Ticket", "Ctrl+T", writes=True),
    ActionDef("show_trackers", "Trackers…", "Ticket", writes=True),
    ActionDef("show_systems", "Change systems…", "Ticket", writes=True),
    ActionDef("show_model_settings", "Model…", "Ticket", "Ctrl+,", writes=True),
    ActionDef("show_prompts", "Prompts…", "Ticket", "Ctrl+Shift+,", writes=True),
    ActionDef("copy_ticket", "Copy the ticket", "Ticket", "Ctrl+Shift+C", needs_ticket=True),
    ActionDef("copy_markdown", "Copy the ticket as Markdown", "Ticket", needs_ticket=True),
    ActionDef("copy_plain", "Copy the ticket as plain text", "Ticket", "Ctrl+Shift+X", needs_ticket=True),
    ActionDef("walk", "Paste it into a form, field by field…", "Ticket", "Ctrl+Shift+W", needs_ticket=True),
    ActionDef("save_ticket", "Save the ticket as…", "Ticket", "Ctrl+S", needs_ticket=True),
    ActionDef("save_audit", "Save the audit…", "Ticket", needs_ticket=True),
    ActionDef("focus_change", "Go to the change", "View", "Alt+1", needs_ticket=True),
    ActionDef("focus_ticket", "Go to the ticket", "View", "Alt+2", needs_ticket=True),
    ActionDef("focus_evidence", "Go to the evidence", "View", "Alt+3", needs_ticket=True),
    ActionDef("focus_notice", "Go to the notice above the ticket", "View", "F6"),
    ActionDef("use_system_theme", "Theme of the system", "View"),
    ActionDef("use_light_theme", "Light theme", "View"),
    ActionDef("use_dark_theme", "Dark theme", "View"),
    ActionDef("show_palette", "All commands…", "Help", "Ctrl+Shift+P"),
    ActionDef("show_shortcuts", "Keyboard shortcuts", "Help", "F1"),
    ActionDef("show_about", "About Relman Desktop", "Help"),
)

_DOES: "Mapping[str, Callable[[MainWindow], object]]" = {
    "choose_repository": lambda it: it.choosing.choose_repository(),
    "choose_diff": lambda it: it.choosing.choose_diff(),
    "open_sample": lambda it: it.desk.open_sample(),
    "show_start_page": lambda it: it.show_start_page(),
    "show_library": lambda it: it.pages.show_library(it.desk.library),
    "reload": lambda it: it.desk.reload(),
    "close": lambda it: it.close(),
    "choose_base": lambda it: it.desk.offer_versions("base", it.top.base),
    "choose_head": lambda it: it.desk.offer_versions("head", it.top.head),
    "show_facts": lambda it: it.desk.bench.change.show_facts_page(focus=True),
    "show_files": lambda it: it.desk.bench.change.show_files_page(focus=True),
    "filter_change": lambda it: it.desk.bench.change.filter.setFocus(),
    "dismiss_fact": lambda it: it.desk.bench.dismissing.ask(),
    "restore_fact": lambda it: it.desk.bench.dismissing.restore(),
    "undo": lambda it: it.desk.bench.undoing.undo(),
    "redo": lambda it: it.desk.bench.undoing.redo(),
    "draft_with_model": lambda it: it.desk.model.draft(),
    "redraft_all": lambda it: it.desk.bench.proposing.redraft(""),
    "use_supported": lambda it: it.desk.bench.ticket.reviewing.take_supported(),
    "next_doubt": lambda it: it.desk.bench.ticket.reviewing.go_to_doubt(),
    "previous_doubt": lambda it: it.desk.bench.ticket.reviewing.go_to_doubt(back=True),
    "next_question": lambda it: it.desk.bench.go_to_question(),
    "previous_question": lambda it: it.desk.bench.go_to_question(back=True),
    "show_checks": lambda it: it.desk.bench.show_checks(),
    "next_finding": lambda it: it.desk.bench.go_to_finding(),
    "previous_finding": lambda it: it.desk.bench.go_to_finding(back=True),
    "show_questions": lambda it: it.desk.bench.show_questions(),
    "show_risk": lambda it: it.desk.bench.show_risk(),
    "show_request": lambda it: it.desk.model.show_request(),
    "show_sent": lambda it: it.desk.bench.show_sent(),
    "show_history": lambda it: it.desk.bench.show_history(),
    "show_export": lambda it: it.desk.bench.show_export(),
    "look_there": lambda it: it.desk.bench.look_there(),
    "show_deployment": lambda it: it.desk.bench.show_deployment(),
    "roll_back": lambda it: it.desk.bench.roll_back(),
    "show_team": lambda it: it.desk.bench.show_team(),
    "add_work": lambda it: it.desk.bench.add_work(),
    "show_work": lambda it: it.desk.bench.show_work(),
    "show_profile": lambda it: it.desk.show_profile(),
    "show_trackers": lambda it: it.desk.show_trackers(),
    "show_systems": lambda it: it.desk.show_systems(),
    "show_model_settings": lambda it: it.desk.show_model_settings(),
    "show_prompts": lambda it: it.desk.show_prompts(),
    "copy_ticket": lambda it: it.desk.bench.copy("", ""),
    "copy_markdown": lambda it: it.desk.bench.copy("", "markdown"),
    "copy_plain": lambda it: it.desk.bench.copy("", "plain"),
    "walk": lambda it: it.desk.bench.walking.open(),
    "save_ticket": lambda it: it.choosing.choose_copy(it.desk.files.name),
    "save_audit": lambda it: it.choosing.choose_audit(it.desk.files.name),
    "focus_change": lambda it: it.desk.bench.change.setFocus(),
    "focus_ticket": lambda it: it.desk.bench.ticket.setFocus(),
    "focus_evidence": lambda it: it.desk.bench.reader.focus(),
    "focus_notice": lambda it: it.banner.take_focus(),
    "use_system_theme": lambda it: it.use_theme("system"),
    "use_light_theme": lambda it: it.use_theme("light"),
    "use_dark_theme": lambda it: it.use_theme("dark"),
    "show_palette": lambda it: it.show_palette(),
    "show_shortcuts": lambda it: it.show_shortcuts(),
    "show_about": lambda it: it.show_about(),
}


def make_actions(window: "MainWindow") -> dict[str, QAction]:
    """The table's actions, in the window's menus, by their names."""
    menus = {menu: window.menuBar().addMenu(menu) for menu in dict.fromkeys(one.menu for one in ACTIONS)}
    made = {}
    for definition in ACTIONS:
        action = QAction(definition.text, window)
        action.setObjectName(definition.name)
        action.setShortcuts(definition.shortcuts)
        if definition.in_facts:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(partial(_do, _DOES[definition.name], window))
        menus[definition.menu].addAction(action)
        made[definition.name] = action
    return made


def enable(actions: dict[str, QAction], *, has_ticket: bool, read_only: bool) -> None:
    """Grey out what needs a ticket while there is none, and what writes while nothing may be written."""
    for definition in ACTIONS:
        can = has_ticket or not definition.needs_ticket
        actions[definition.name].setEnabled(can and not (read_only and definition.writes))


def in_facts() -> tuple[str, ...]:
    """The names of the actions on the current fact."""
    return tuple(definition.name for definition in ACTIONS if definition.in_facts)


def _do(deed: "Callable[[MainWindow], object]", window: "MainWindow", _checked: bool = False) -> None:
    window.when_there(partial(deed, window))
