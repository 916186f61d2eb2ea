"""The commands of `taktgeber`: each checks what it was given, calls one operation, and explains what fails."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console

from bot.logs import set_up_logs
from bot.settings import Settings, SettingsFaults, read_settings

app = typer.Typer(
    name="taktgeber",
    help="Keeps the marketing rhythm of small and medium companies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
plan_app = typer.Typer(help="The company's rhythm as a YAML file.", no_args_is_help=True)
app.add_typer(plan_app, name="plan")

Language = Literal["de", "en"]
PlanPath = Annotated[Path, typer.Argument(metavar="FILE", help="A plan file (YAML).")]
In = Annotated[Language, typer.Option("--language", help="The language of the messages.")]


def main() -> None:
    """The console script."""
    app()


@app.command()
def run() -> None:
    """Listens, works and serves the web in one process: all a small company needs."""
    _serve(listens=True, works=True, web=True)


@app.command()
def listen() -> None:
    """Only listens to Slack and answers."""
    _serve(listens=True, works=False)


@app.command()
def work() -> None:
    """Only makes the rounds and delivers."""
    _serve(listens=False, works=True)


@app.command()
def web() -> None:
    """Only serves the web: calendars to subscribe to, the pages of partners, health."""
    from bot.operations.serving import serve_web

    settings = _settings()
    with _explained():
        asyncio.run(serve_web(settings))


def _serve(*, listens: bool, works: bool, web: bool = False) -> None:
    from bot.operations.serving import serve

    settings = _settings()
    with _explained():
        asyncio.run(serve(settings, listens=listens, works=works, web=web))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served; 0 takes any free port.")] = 8080,
    language: Annotated[Language, typer.Option("--language", help="The language of the page.")] = "de",
    empty: Annotated[
        bool, typer.Option("--empty", help="A company in which nothing is set up yet: the way of a newcomer.")
    ] = False,
) -> None:
    """A company in the browser, without a Slack account: the real bot against a local workspace."""
    from bot.demo.running import run_demo

    set_up_logs("WARNING", "text")
    with _explained():
        asyncio.run(run_demo(port, language, typer.echo, empty=empty))


@app.command()
def migrate() -> None:
    """Brings the database to this program's version."""
    from storage.database import open_database
    from storage.schema import migrate as bring_up_to_date

    settings = _settings()
    with _explained():
        before, after = bring_up_to_date(open_database(settings.database_url))
    typer.echo(f"The database was at version {before or 'none'} and is at {after} now.")


@app.command()
def doctor() -> None:
    """Checks settings, database, tokens, scopes, clock and web, and says what to do."""
    from bot.operations.doctor import examine
    from jobs.clock import SystemClock

    settings = _settings()
    console = Console()
    diagnoses = examine(settings, SystemClock())
    for one in diagnoses:
        console.print(f"{'[green]ok[/]   ' if one.is_well else '[red]fault[/]'} {one.subject}: ", end="")
        console.print(one.finding, markup=False)
        if not one.is_well:
            console.print(f"      → {one.remedy}", markup=False)
    raise typer.Exit(0 if all(one.is_well for one in diagnoses) else 1)


@app.command()
def manifest(
    language: In = "de",
    host: Annotated[
        str | None, typer.Option(help="For HTTP instead of Socket Mode: where Slack reaches the bot.")
    ] = None,
) -> None:
    """Prints the Slack app manifest to paste at api.slack.com/apps."""
    from bot.slack.manifest import manifest as made

    typer.echo(json.dumps(made(socket_mode=host is None, host=host, language=language), indent=2, ensure_ascii=False))


@app.command(hidden=True)
def words() -> None:
    """Prints the README's table of everything that can be said."""
    from bot.commands.documenting import words_table

    typer.echo(words_table())


@app.command()
def preview(day: Annotated[str, typer.Argument(metavar="DATE", help="For example 2026-12-01.")]) -> None:
    """Shows every message of a day, to whom and why. Sends nothing."""
    from bot.operations.previewing import preview as show
    from bot.wiring import ready_database
    from jobs.clock import SystemClock
    from jobs.rehearsal import FARTHEST

    settings, now = _settings(), SystemClock().now()
    on = _parsed(date.fromisoformat, day, "a date like 2026-12-01")
    if on < now.date():
        _fail(f"{on} is in the past; name today or a day to come.")
    if on > now.date() + FARTHEST:
        _fail(f"{on} is too far ahead; the plan is made for the next 13 weeks.")
    with _explained():
        show(ready_database(settings), on, now, Console())


@app.command()
def tick(
    at: Annotated[str | None, typer.Option(help="An instant with its zone, like 2026-12-01T09:00+01:00.")] = None,
) -> None:
    """One round and one full delivery, now or at an instant."""
    from bot.operations.ticking import tick_once

    settings = _settings()
    instant = _parsed(_instant, at, "an instant with its zone, like 2026-12-01T09:00+01:00") if at else None
    with _explained():
        count = tick_once(settings, instant)
    typer.echo(f"Sent or updated {count} messages.")


@plan_app.command("check")
def plan_check(file: PlanPath, language: In = "de") -> None:
    """Reads a plan file, names every fault with its line, or tells the next due days of every activity."""
    from bot.operations.plans import check
    from jobs.clock import SystemClock

    with _explained():
        lines = check(file, SystemClock().now().date(), language)
    for line in lines:
        typer.echo(line)
    typer.echo(f"{file} is in order." if language == "en" else f"{file} ist in Ordnung.")


@plan_app.command("import")
def plan_import(
    file: PlanPath,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before changing anything.")] = False,
    language: In = "de",
) -> None:
    """Puts a plan file into force; shows what would change first."""
    from bot.operations.importing import import_plan

    settings = _settings()

    def agreed(lines: tuple[str, ...]) -> bool:
        for line in lines:
            typer.echo(line)
        return yes or typer.confirm("Put this into force?")

    with _explained():
        imported = asyncio.run(import_plan(settings, file, language, agreed))
    typer.echo(f"{imported.changes} changes are in force." if imported.changes else "Nothing was changed.")
    if imported.switched_on:
        typer.echo("The set-up in the messenger had not come to its end; the rhythm is switched on now.")


@plan_app.command("export")
def plan_export(file: PlanPath) -> None:
    """Writes the plan in force to a file."""
    from bot.operations.importing import export_plan

    settings = _settings()
    with _explained():
        file.write_text(export_plan(settings), encoding="utf-8")
    typer.echo(f"Written to {file}.")


def _settings() -> Settings:
    try:
        settings = read_settings()
    except SettingsFaults as fault:
        _fail(*fault.faults)
    set_up_logs(settings.log_level, settings.log_format)
    return settings


@contextmanager
def _explained() -> Iterator[None]:
    """Turns faults an operator can mend into words and an exit code, without a traceback."""
    from slack_sdk.errors import SlackApiError

    from bot.operations.failures import OperationFailed
    from bot.slack.installation import SlackRefused
    from storage.failures import DatabaseUnreachable, SchemaMismatch

    try:
        yield
    except (SettingsFaults, OperationFailed, SlackRefused, DatabaseUnreachable, SchemaMismatch) as fault:
        _fail(*str(fault).splitlines())
    except SlackApiError as fault:
        _fail(f"Slack refuses the request: {fault.response.get('error')}. Run `taktgeber doctor` for what to do.")
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _parsed(parse: Callable[[str], Any], text: str, expected: str) -> Any:
    try:
        return parse(text)
    except ValueError:
        _fail(f"{text!r} is not understood; expected {expected}.")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("no zone")
    return instant.astimezone(UTC)


def _fail(*lines: str) -> NoReturn:
    for line in lines:
        sys.stderr.write(f"{line}\n")
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
