"""`relman`: the engine without a window. Nothing heavy is imported before a command needs it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from . import __version__
from .errors import Blocked, Degraded, Faulty, InputError, RelmanError

_BUG = 70  # sysexits.h: an internal fault
_TICKET_FORMATS = ("markdown", "json", "plain", "html", "jira", "textile", "adf")  # `export.text.FORMATS`, and JSON


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, as the contract wants."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` shows the words.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 1 a check blocks, 2 the input is wrong, 3 a service failed."""
    parsed = _parser().parse_args(arguments)
    try:
        _write(parsed.run(parsed), parsed.output)
    except (Blocked, Degraded, Faulty) as error:
        _write(error.content, parsed.output)
        return _complain(str(error), error.exit_status, parsed.debug)
    except RelmanError as error:
        return _complain(str(error), error.exit_status, parsed.debug)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has what they wanted
        return 0
    except KeyboardInterrupt:
        return _complain("Stopped.", 2, False)
    except Exception as error:
        fault = f"This is a fault of relman ({type(error).__name__}: {error}); run it again with --debug and report it."
        return _complain(fault, _BUG, parsed.debug)
    return 0


def _complain(sentence: str, status: int, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exc()
    one_line = " ".join(sentence.split())
    print(f"relman: {one_line}".encode("utf-8", "backslashreplace").decode(), file=sys.stderr)
    return status


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from .files import write_atomically

    if not output.parent.is_dir():
        raise InputError(f"There is no folder {output.parent} to write into; make it, or choose another with -o.")
    try:
        write_atomically(output, content)
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}); choose another place with -o.") from error


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="relman", description="From a code change to a change ticket, on the command line.")
    parser.add_argument("--version", action="version", version=f"relman {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (help_text, add_arguments) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=help_text,
            description=help_text,
            epilog=_EXAMPLES.get(name),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument("--debug", action="store_true", help="show a traceback with an error")
        command.add_argument("-o", dest="output", metavar="FILE", type=Path, help="write to FILE")
        add_arguments(command)
        command.set_defaults(run=_command(name))
    return parser


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repo", metavar="PATH", type=Path, default=Path(), help="the repository (default: here)")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--range", metavar="BASE..HEAD", help="what is deployed: the difference of two versions")
    source.add_argument("--diff", metavar="FILE", help="a diff or patch file; - for standard input")


def _format_argument(*choices: str) -> Callable[[argparse.ArgumentParser], None]:
    def add(parser: argparse.ArgumentParser) -> None:
        _change_arguments(parser)
        parser.add_argument("--format", choices=choices, default=choices[0])

    return add


def _work_arguments(parser: argparse.ArgumentParser) -> None:
    _format_argument("text", "json")(parser)
    _work_file_argument(parser)
    parser.add_argument("--look-up", action="store_true", help="read the named ones from the trackers that are set up")
    parser.add_argument("--mentions", action="store_true", help="look up those too that are only mentioned, as #12 is")
    parser.add_argument("--agree", action="store_true", help="send keys to a host that was not agreed to yet")


def _draft_arguments(parser: argparse.ArgumentParser) -> None:
    _format_argument(*_TICKET_FORMATS)(parser)
    _work_file_argument(parser)
    parser.add_argument("--answers", metavar="FILE", type=Path, help="JSON: a question or its id, and the answer")
    _own_profile_argument(parser)
    parser.add_argument("--drafter", choices=("template", "model"), default="template")
    parser.add_argument("--field", action="append", metavar="NAME", help="only this field; may be repeated")
    parser.add_argument("--agree", action="store_true", help="send the evidence to a host that was not agreed to yet")
    _model_arguments(parser)


def _risk_arguments(parser: argparse.ArgumentParser) -> None:
    _format_argument("text", "json")(parser)
    _work_file_argument(parser)
    parser.add_argument("--answers", metavar="FILE", type=Path, help="JSON: a question or its id, and the answer")
    _own_profile_argument(parser)


def _request_arguments(parser: argparse.ArgumentParser) -> None:
    _format_argument("text", "json", "raw")(parser)
    _work_file_argument(parser)
    parser.add_argument("--answers", metavar="FILE", type=Path, help="JSON: a question or its id, and the answer")
    _own_profile_argument(parser)
    parser.add_argument("--field", action="append", metavar="NAME", help="only this field")
    _model_arguments(parser)


def _profile_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repo", metavar="PATH", type=Path, default=Path(), help="the repository (default: here)")
    parser.add_argument("--rev", metavar="REV", default="HEAD", help="the commit that is read (default: HEAD)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--init", action="store_true", help="propose a .relman.toml from what the repository shows")
    what.add_argument("--check", metavar="FILE", type=Path, help="say all that is wrong with a profile")
    what.add_argument("--use", metavar="FILE", type=Path, help="keep a profile as your own for this repository")
    what.add_argument("--fetch", action="store_true", help="fetch the calendars that your own profile names")
    parser.add_argument("--force", action="store_true", help="with --init -o and --use: in place of what is there")


def _work_file_argument(parser: argparse.ArgumentParser) -> None:
    what = "work items: JSON, CSV, Markdown, a mail, or a tracker's export; may be repeated"
    parser.add_argument("--work", metavar="FILE", type=Path, action="append", default=[], help=what)


def _own_profile_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="FILE", type=Path, help="a profile of the team, over all others")


def _model_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--endpoint", metavar="NAME", help="the model endpoint (default: the one that drafts)")
    parser.add_argument("--budget", metavar="TOKENS", type=int, help="tokens that a request may take")


def _doctor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--probe",
        action="store_true",
        help="test the model endpoints, the trackers and the change systems too, over the network",
    )


def _tickets_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--search", metavar="TEXT", help="words that a ticket must have, by their beginnings")
    for name, what in _TICKET_FILTERS.items():
        parser.add_argument(f"--{name}", metavar=what, help="only tickets with this one")
    for name, which in (("since", "first"), ("until", "last")):
        parser.add_argument(f"--{name}", metavar="DAY", help=f"the {which} day of their last change: 2026-11-24")
    parser.add_argument("--shelf", choices=("open", "archived", "bin", "all"), default="open")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    files = parser.add_mutually_exclusive_group()
    files.add_argument(
        "--export", dest="export_file", metavar="FILE.zip", type=Path, help="write all tickets to a file"
    )
    files.add_argument(
        "--import",
        dest="import_file",
        metavar="FILE",
        type=Path,
        help="take in the tickets of a .zip, or what was saved elsewhere (.jsonl)",
    )


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the ticket's id, its number, or its change ID")
    parser.add_argument("--format", choices=_TICKET_FORMATS, default=_TICKET_FORMATS[0])


def _ticket_argument(parser: argparse.ArgumentParser) -> None:
    what = "a ticket's JSON file, - for standard input, or a ticket of the library by its id, number or change ID"
    parser.add_argument("ticket", metavar="TICKET.json|ID", help=what)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _ticket_argument(parser)
    to = "a kind of file (`relman targets` lists them), or the name of a change system that is set up"
    parser.add_argument("--to", metavar="TARGET", required=True, help=to)
    _own_profile_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would be sent, field by field; sends nothing")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of what is told about a system")
    parser.add_argument("--agree", action="store_true", help="send the ticket to a host that was not agreed to yet")
    over = "write over what somebody edited in this field there; may be repeated"
    parser.add_argument("--over", metavar="FIELD", action="append", help=over)
    secrets = "send it though its text holds what looks like a secret"
    parser.add_argument("--with-secrets", action="store_true", help=secrets)
    checked = "refuse, with exit status 1, what `relman check` says should not be sent as it is"
    parser.add_argument("--checked", action="store_true", help=checked)
    parser.add_argument("--anew", action="store_true", help="make another record where the one that was made is gone")
    closing = "add what happened as a comment to the record of a ticket that is closed, once"
    parser.add_argument("--closing-note", action="store_true", help=closing)
    parser.add_argument("--attach-audit", action="store_true", help="attach how the ticket came about to its record")


def _targets_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NAME", help="set a system up, or change the one that has this name")
    what.add_argument("--remove", metavar="NAME", help="forget a system and its token")
    what.add_argument("--check", metavar="FILE", type=Path, help="say all that is wrong with a target's own file")
    what.add_argument("--show", metavar="KIND", help="print the table of a kind, as a start for an own one")
    what.add_argument("--kind", metavar="KIND", help="say what a kind needs: settings, ways to authorise, rights")
    what.add_argument("--fields", metavar="NAME", help="ask a system for its fields and show what goes where")
    parser.add_argument("--target", metavar="KIND", help="with --add: what the system is")
    parser.add_argument("--url", metavar="URL", help="with --add: its address")
    parser.add_argument("--user", metavar="USER", help="with --add: whom the token belongs to")
    parser.add_argument("--auth", metavar="WAY", help="with --add: how it is authorised, if not the usual way")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", help="with --add: a setting, as project=OPS")
    ours = "with --add: a field of ours and where it goes: a field there, #comment, #attachment, #nowhere"
    parser.add_argument("--map", metavar="OURS=THEIRS", action="append", help=ours)
    parser.add_argument("--token-variable", metavar="VAR", help="with --add: the environment variable with the token")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _ticket_argument(parser)
    parser.add_argument("--target", metavar="NAME", help="the change system that it goes to, for its limits")
    parser.add_argument("--repo", metavar="PATH", type=Path, default=Path(), help="its repository (default: here)")
    _own_profile_argument(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _command(name: str) -> Callable[[argparse.Namespace], bytes]:
    """A command of `commands`, which is imported only when one is run."""

    def run(parsed: argparse.Namespace) -> bytes:
        from . import commands

        content: bytes = getattr(commands, name)(parsed)
        return content

    return run


_TICKET_FILTERS = {"repository": "NAME", "state": "STATE", "risk": "LEVEL", "person": "NAME"}
_Arguments = Callable[[argparse.ArgumentParser], None]

_EXAMPLES = {
    "targets": """examples:
  relman targets --add sn --target servicenow --url https://acme.service-now.com --user ada --token-variable SN_PASSWORD
  relman targets --add jira-ops --target jira-cloud --url https://acme.atlassian.net --user ada@acme.example
      --set project=OPS --set issue_type=Change --token-variable JIRA_TOKEN
  relman targets --add gl --target gitlab --url https://gitlab.com --set project=acme/shop --token-variable GL_TOKEN
  relman targets --kind jira-cloud   what a kind needs: its settings, its ways to authorise, where a token is made
  relman targets --fields sn         what goes where there; then relman export TICKET.json --to sn --dry-run""",
    "export": """exit status:
  0 done, also where fields were left alone that somebody edited there; the first line says so
  1 the checks block it, and --checked or the team's profile refuses that; without a word they are only named
  2 the words or the ticket are wrong; nothing was sent
  3 the system failed, or a part could not be added; export again for the rest""",
    "check": """exit status:
  0 nothing blocks
  1 something blocks
  2 the words or the ticket are wrong""",
}
_COMMANDS: dict[str, tuple[str, _Arguments]] = {
    "files": ("Every changed file, its kind and its counts.", _format_argument("text", "json")),
    "facts": ("What the change does, each fact with its evidence.", _format_argument("text", "json")),
    "work": ("The work items that the change refers to, and where.", _work_arguments),
    "profile": ("What the team's profile says, and where; --init proposes a first one.", _profile_arguments),
    "request": ("What would be sent to a model; sends nothing.", _request_arguments),
    "draft": ("A change ticket, drafted from the facts.", _draft_arguments),
    "risk": ("How risky the change is, why, and what would lower it.", _risk_arguments),
    "tickets": ("The library of tickets: find, export, import.", _tickets_arguments),
    "show": ("One ticket of the library.", _show_arguments),
    "export": ("A ticket as a file, or into a change system that is set up.", _export_arguments),
    "targets": ("Where tickets can go, and the change systems that are set up.", _targets_arguments),
    "check": ("What an approver would send a ticket back for.", _check_arguments),
    "doctor": ("What is set up on this machine; touches no network unless --probe.", _doctor_arguments),
}


if __name__ == "__main__":
    raise SystemExit(main())
