"""`ir-advisor refresh`, `versions` and `rollback`: what the bot knows, and which version of it is in use."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.command_line.terminal import AsJson, json_lines, progress, show_json, show_text
from bot.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curating.golden import Golden
    from bot.curating.reviewing import Review
    from bot.writing.port import ChatModel
    from knowledge.refreshing import Refreshed

DryRun = Annotated[bool, typer.Option("--dry-run", help="Build the next version and review it; publish nothing.")]
Publish = Annotated[bool, typer.Option("--publish", help="Review, then publish, unless answers get worse.")]
Despite = Annotated[bool, typer.Option("--despite-drop", help="With --publish: even if answers get worse.")]
More = Annotated[
    Path | None, typer.Option(help="More golden questions, JSON objects one a line; - for standard input.")
]
By = Annotated[str, typer.Option(help="Who asks for it, for the history.")]
Propose = Annotated[
    bool,
    typer.Option("--propose", help="With a review: let the chat model propose how members ask for what was added."),
]
Forget = Annotated[bool, typer.Option("--forget-proposed", help="Forget all questions that were proposed.")]
Beside = Annotated[bool, typer.Option("--beside", hidden=True, help="Leave the processor to others.")]
_NICE = 15


def refresh(  # noqa: PLR0913, PLR0917 - one parameter an option
    dry_run: DryRun = False,
    publish: Publish = False,
    despite_drop: Despite = False,
    golden: More = None,
    propose: Propose = False,
    forget_proposed: Forget = False,
    by: By = "",
    beside: Beside = False,
    json: AsJson = False,
) -> None:
    """Bring the index up to date with the guides: at once, or with a review of what would change."""
    if beside:
        os.nice(_NICE)
    if dry_run and publish:
        raise InputError("refresh: choose --dry-run, which publishes nothing, or --publish")
    if dry_run or publish:
        asked = _golden(golden)
        review = _reviewed(asked, by, _questions(propose, forget_proposed), json)
        if publish and review:
            _publish(review, by, despite_drop)
        return
    if golden or despite_drop or propose:
        raise InputError("refresh: --golden, --despite-drop and --propose go with a review: add --dry-run or --publish")
    _questions(propose, forget_proposed)
    _at_once(by, json)


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


def _questions(propose: bool, forget: bool) -> str:
    """Do what is wanted with proposed questions, and say what came of asking for more; nothing where nobody did.

    Raises InputError where a chat model is needed and none is set up.
    """
    model = _model() if propose else None
    if forget:
        from bot.settings import Settings  # noqa: PLC0415 - most commands need none
        from knowledge.proposals import Proposals  # noqa: PLC0415

        Proposals(Settings().sources().asked).forget()
    return asyncio.run(_proposed(model)) if model else ""


def _model() -> "ChatModel":
    from bot.settings import ModelSettings, Settings  # noqa: PLC0415 - most commands need none

    if not Settings().model:
        raise InputError("refresh: --propose needs a chat model: set IR_ADVISOR_MODEL, and its key")
    from bot.writing.provider import open_provider  # noqa: PLC0415 - it loads LangChain

    return open_provider(ModelSettings())


async def _proposed(model: "ChatModel") -> str:
    from bot.curating.proposing import propose_for  # noqa: PLC0415 - it loads the encoder
    from bot.settings import Settings  # noqa: PLC0415

    try:
        with progress() as show:
            return (await propose_for(Settings().sources(), model, show)).told()
    finally:
        await model.close()


def _golden(more: Path | None) -> "list[Golden]":
    """Return the golden questions that are shipped, and more from a file."""
    from bot.curating.golden import golden_of, read_golden  # noqa: PLC0415 - it loads the index
    from bot.shipped import config_folder  # noqa: PLC0415

    try:
        asked = map(golden_of, json_lines(more) if more else ())
        return [*read_golden(config_folder() / "golden.toml"), *asked]
    except ValueError as error:
        raise InputError(f"{more}: {error}") from error


def _reviewed(asked: "Sequence[Golden]", by: str, proposing: str, json: bool) -> "Review | None":
    """Build the next version, and show what was done and what it would change."""
    from bot.assembly import Opener  # noqa: PLC0415 - it loads the index and the encoder
    from bot.curating.preparing import prepared  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    with progress() as show:
        done, review = prepared(Opener(Settings()), asked, by, show, proposing)
    _note(done)
    if json:
        told = {"proposing": proposing} if proposing else {}
        show_json(done.figures() | told | {"review": review and review.as_json()})
    else:
        _show(done, review, proposing)
    return review


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


def _show(done: "Refreshed", review: "Review | None", proposing: str = "") -> None:
    figures: dict[str, Any] = done.figures()
    show_text(
        "Version {version}: {guides} guides, {sections} sections, {passages} passages"
        " ({added} added, {changed} changed, {removed} removed, {unchanged} unchanged; {encoded} encoded)"
        " in {seconds:.1f} s.".format(**figures)
    )
    if proposing and not review:
        show_text(proposing)
    if review:
        from bot.curating.telling import told  # noqa: PLC0415

        show_text(
            "\n".join("\n".join(["", part.title, *(f"- {line}" for line in part.lines)]) for part in told(review))
        )
