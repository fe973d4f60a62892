"""`ir-advisor refresh`: bring the index up to date with the guides folder."""

from bot.command_line.terminal import AsJson, progress, show_json, show_text


def refresh(json: AsJson = False) -> None:
    """Bring the index up to date with the guides folder."""
    from bot.settings import Settings  # noqa: PLC0415 - most commands need none
    from knowledge import refreshing  # noqa: PLC0415 - it loads the index

    with progress() as show:
        refreshed = refreshing.refresh(Settings().sources(), show)
        for skipped in refreshed.manifest.skipped:
            show(f"skipped {skipped.file}: {skipped.reason}")
    figures = refreshed.figures()
    if json:
        show_json(figures)
        return
    show_text(
        "Version {version}: {guides} guides, {sections} sections, {passages} passages"
        " ({added} added, {changed} changed, {removed} removed, {unchanged} unchanged; {encoded} encoded)"
        " in {seconds:.1f} s.".format(**figures)
    )
