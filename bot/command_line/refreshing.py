"""`ir-advisor refresh`, `versions` and `rollback`: what the bot knows, and which version of it is in use."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.command_line.terminal import AsJson, json_lines, progress, show_json, show_text
from bot.errors import InputError

if TYPE_CHECKING:
    from bot.curating.reviewing import Review
    from knowledge.refreshing import Refreshed

DryRun = Annotated[bool, typer.Option("--dry-run", help="Build the next version and review it; publish nothing.")]
Publish = Annotated[bool, typer.Option("--publish", help="Review, then publish, unless answers get worse.")]
Despite = Annotated[bool, typer.Option("--despite-drop", help="With --publish: even if answers get worse.")]
Golden = Annotated[
    Path | None, typer.Option(help="More golden questions, JSON objects one a line; - for standard input.")
]
By = Annotated[str, typer.Option(help="Who asks for it, for the history.")]
Beside = Annotated[bool, typer.Option("--beside", hidden=True, help="Leave the processor to others.")]
_NICE = 15


def refresh(  # noqa: PLR0913, PLR0917 - one parameter an option
    dry_run: DryRun = False,
    publish: Publish = False,
    despite_drop: Despite = False,
    golden: Golden = None,
    by: By = "",
    beside: Beside = False,
    json: AsJson = False,
) -> None:
    """Bring the index up to date with the guides: at once, or with a review of what would change."""
    if beside:
        os.nice(_NICE)
    if dry_run and publish:
        raise InputError("refresh: choose --dry-run, which publishes nothing, or --publish")
    if not (dry_run or publish):
        if golden or despite_drop:
            raise InputError("refresh: --golden and --despite-drop go with a review: add --dry-run or --publish")
        _at_once(by, json)
        return
    done, review = _reviewed(golden, by)
    _note(done)
    show_json(done.figures() | {"review": review and review.as_json()}) if json else _show(done, review)
    if publish and review:
        _publish(review, by, despite_drop)


def versions(json: AsJson = False) -> None:
    """List the versions that can be gone back to, the draft, and who did what."""
    from bot.settings import Settings  # noqa: PLC0415 - most commands need none
    from knowledge.listing import listed  # noqa: PLC0415

    found = listed(Settings().sources().versions)
    if json:
        show_json(found)
        return
    if not found["versions"]:
        show_text("There is no version yet: `ir-advisor refresh` builds one.")
    for one in found["versions"]:
        state = {"in use": "  in use", "draft": "  draft, not published"}.get(one["state"], "")
        show_text(f"{one['version']}  {one['guides']} guides, {one['passages']} passages{state}")
    show_text("\n".join(["", *("{at}  {act} {version}, by {by}: {what}".format(**act) for act in found["history"])]))


def rollback(
    version: Annotated[str, typer.Argument(help="The one before, if left out.")] = "",
    by: By = "",
    json: AsJson = False,
) -> None:
    """Go back to a version that was in use before."""
    from bot.settings import Settings  # noqa: PLC0415 - most commands need none
    from knowledge.publishing import roll_back  # noqa: PLC0415

    back = roll_back(Settings().sources(), version, by)
    if json:
        show_json({name: getattr(back, name) for name in ("version", "guides", "sections", "passages")})
        return
    show_text(
        f"Version {back.version} is in use: {back.guides} guides, {back.passages} passages."
        " The guides folder is as it was: the next refresh reads it again."
    )


def _at_once(by: str, json: bool) -> None:
    from bot.settings import Settings  # noqa: PLC0415 - most commands need none
    from knowledge import refreshing  # noqa: PLC0415 - it loads the index

    with progress() as show:
        done = refreshing.refresh(Settings().sources(), show, by=by)
    _note(done)
    show_json(done.figures()) if json else _show(done, None)


def _reviewed(golden: Path | None, by: str) -> "tuple[Refreshed, Review | None]":
    from bot.assembly import Opener  # noqa: PLC0415 - it loads the index and the encoder
    from bot.curating.golden import golden_of, read_golden  # noqa: PLC0415
    from bot.curating.preparing import prepared  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from bot.shipped import config_folder  # noqa: PLC0415

    asked = list(read_golden(config_folder() / "golden.toml"))
    try:
        asked += map(golden_of, json_lines(golden) if golden else ())
    except ValueError as error:
        raise InputError(f"{golden}: {error}") from error
    with progress() as show:
        return prepared(Opener(Settings()), asked, by, show)


def _publish(review: "Review", by: str, despite_drop: bool) -> None:
    from bot.curating.telling import worse  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from knowledge.publishing import publish  # noqa: PLC0415

    if review.drop and not despite_drop:
        raise InputError(f"not published: {worse(review)}; mend the guides, or publish with --despite-drop")
    publish(Settings().sources(), review.version, by)
    typer.echo(f"Published {review.version}.", err=True)


def _note(done: "Refreshed") -> None:
    """Name on standard error what was left out, and what is odd about what was read."""
    for one in (*done.manifest.skipped, *done.manifest.warnings):
        typer.echo(f"{one.file}: {one.reason}", err=True)


def _show(done: "Refreshed", review: "Review | None") -> None:
    figures: dict[str, Any] = done.figures()
    show_text(
        "Version {version}: {guides} guides, {sections} sections, {passages} passages"
        " ({added} added, {changed} changed, {removed} removed, {unchanged} unchanged; {encoded} encoded)"
        " in {seconds:.1f} s.".format(**figures)
    )
    if review:
        from bot.curating.telling import told  # noqa: PLC0415

        show_text(
            "\n".join("\n".join(["", part.title, *(f"- {line}" for line in part.lines)]) for part in told(review))
        )
