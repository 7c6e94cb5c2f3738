"""The command line: ``evidence audit|library|search|show|export|check|database|...`` (docs/contract.md is its promise).

``main`` runs it and turns every error into one plain sentence with advice on standard error and the promised exit code:
0 done, 1 ``--fail-on`` matched, 2 wrong usage, 3 unreadable article, 4 source not reached, 5 database, 6 verification failed.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence

import click

from evidence.cli import articles, audits, claims, database, judges, library, notices, people, review, services
from evidence.cli.desk import Desk, plain
from evidence.errors import EvidenceError, NotStored
from evidence.installation import software

# What the shell expects of a program that was interrupted, and of one with a fault of its own (sysexits: EX_SOFTWARE).
INTERRUPTED, OUR_FAULT = 130, 70


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(software(), "--version", message="%(version)s")
@click.option("--debug", is_flag=True, help="Show the whole traceback of an error.")
@click.pass_context
def group(context: click.Context, debug: bool) -> None:
    """Audits a health article claim by claim against PubMed: supported, mixed or unsourced, with the sentence that says so."""
    context.obj = Desk(debug)


for command in (
    articles.audit,
    articles.search,
    articles.prepare,
    library.library,
    audits.show,
    audits.export,
    claims.claims,
    notices.notices,
    notices.alarms,
    review.review,
    people.people,
    judges.judges,
    database.database,
    services.check,
    services.work,
    services.serve_eutils,
):
    group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    debug = "--debug" in arguments
    # Texts of articles may hold lone surrogates or letters that the terminal has not: they must not end a command.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # Libraries warn through logging (pypdf about odd files): a person sees our own sentence, --debug shows the rest.
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL, stream=sys.stderr)
    # --debug is understood wherever it stands.
    arguments = ["--debug", *(each for each in arguments if each != "--debug")] if debug else list(arguments)
    try:
        with group.make_context("evidence", list(arguments)) as context:
            code = group.invoke(context)
            return code if isinstance(code, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _told(plain(error.format_message()), _usage(error), 2, debug)
    except NotStored as error:
        return _told(plain(str(error)), error.advice, 2, debug)
    except EvidenceError as error:
        return _told(plain(str(error)), error.advice, error.exit_code, debug)
    except (KeyboardInterrupt, click.Abort):
        return _told("Stopped.", "", INTERRUPTED, debug=False)
    except BrokenPipeError:
        # Whoever read our output has gone (evidence ... | head); nothing is left to say, also not at exit.
        sys.stdout = None
        return 0
    except Exception as error:
        what = f"An unexpected error ({type(error).__name__})."
        return _told(what, "Run the same command with --debug and report what it prints.", OUR_FAULT, debug)


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"See: {context.command_path} --help" if context is not None else ""


def _told(message: str, advice: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    click.echo(f"evidence: {message}" + (f" {advice}" if advice else ""), err=True)
    return code
