"""Build the next version beside the one in use, review it, and publish or discard it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import discord

from bot.curating.reviewing import Review, kept_review
from bot.curating.telling import worse
from bot.curating.worker import Questions
from bot.discord.failing import LOST
from bot.discord.knowledge.golden import golden_questions
from bot.discord.knowledge.review_sheets import DISCARD, PUBLISH, first_agreed, nothing_new, published, review_sheet
from bot.discord.knowledge.workroom import BY, Workroom, in_words
from bot.discord.showing.buttons import Act
from bot.discord.showing.sending import acknowledge, show
from bot.discord.showing.sheet import Sheet
from bot.echoing import echoed, labelled
from bot.errors import InputError
from knowledge.errors import RefreshRunningError
from knowledge.passages import name_of
from knowledge.publishing import discard, publish
from knowledge.refreshing import fingerprint

_SECONDS_BETWEEN = 2.0
"""How often it is told how far a refresh is."""
_LONGEST_NAME, _LONGEST_LINE = 60, 300
_AGREED = "knowledge-agreed-{}"
_NONE = "Nothing waits to be published. `/knowledge refresh` looks for changes."
_GONE = "That version does not wait any more. `/knowledge review` shows what does."
_CHANGED = "The guides or documents have changed since this review. `/knowledge refresh` reviews them as they are now."
_SAME = "You have agreed already: {}. Another moderator has to press Publish under `/knowledge review`."
_DISCARDED = "Discarded. The documents are as they were: the next `/knowledge refresh` builds from them again."


class Refreshing:
    """Prepares versions and puts them to use."""

    def __init__(self, room: Workroom) -> None:
        self._room = room
        self.acts: Mapping[str, Act] = {PUBLISH: self.publish, DISCARD: self.discard}

    async def refresh(self, interaction: discord.Interaction, questions: Questions) -> None:
        """Prepare the next version, tell how far that is, and show what it would change."""
        await acknowledge(interaction)
        golden = await golden_questions(self._room.store, interaction.guild_id or 0)
        by = labelled(interaction.user.display_name, _LONGEST_NAME) or BY
        async with self._followed(interaction):
            prepared = await self._room.shop.worker.prepare(by, golden, questions)
        if (review := prepared.review) is None:
            await self._forget_draft()
        await self._room.note(interaction, f"refreshed: {review.version if review else 'nothing new'}")
        if interaction.is_expired():
            return
        if review:
            await self._show(interaction, review)
        else:
            await self._room.tell(interaction, "refresh", *nothing_new(prepared.proposing))

    async def review(self, interaction: discord.Interaction) -> None:
        """Show the version that waits."""
        await acknowledge(interaction)
        if review := await self._kept():
            await self._show(interaction, review)
        else:
            await self._room.tell(interaction, "review", _NONE)

    async def publish(self, interaction: discord.Interaction, about: str) -> None:
        """Put the version that waits to use, unless it takes another moderator to agree."""
        await interaction.response.defer()
        review = await self._waiting(about)
        if review.drop and await self._is_first(interaction, review):
            await self._room.note(interaction, f"agreed to {about}, though {worse(review)}")
            await self._room.tell(interaction, "review", first_agreed(review))
            return
        with in_words():
            await asyncio.to_thread(publish, self._room.shop.sources, about, BY)
        await self._room.note(interaction, f"published {about}")
        await self._room.desk.catch_up()
        await self._room.tell(interaction, "review", published(review))

    async def discard(self, interaction: discord.Interaction, about: str) -> None:
        """Throw the version that waits away."""
        await interaction.response.defer()
        review = await self._kept()
        if review is None or review.version != about:
            raise InputError(_GONE)
        with in_words():
            await asyncio.to_thread(discard, self._room.shop.sources, BY)
        await self._room.note(interaction, f"discarded {about}")
        await self._room.tell(interaction, "review", _DISCARDED)

    async def _kept(self) -> Review | None:
        return await asyncio.to_thread(kept_review, self._room.shop.sources.versions)

    async def _waiting(self, version: str) -> Review:
        """Return the review of a version that can be published; InputError where it is not as it was reviewed."""
        review = await self._kept()
        if review is None or review.version != version:
            raise InputError(_GONE)
        if await asyncio.to_thread(self._is_overtaken):
            raise InputError(_CHANGED)
        return review

    def _is_overtaken(self) -> bool:
        """Tell whether the documents are not those that the draft was built from."""
        sources = self._room.shop.sources
        draft = sources.versions.draft()
        return draft is not None and draft.fingerprint != fingerprint(sources)

    async def _is_first(self, interaction: discord.Interaction, review: Review) -> bool:
        """Remember the first moderator who agrees, without naming them; raise InputError where it is the same again."""
        mark, who = _AGREED.format(review.version), name_of(review.version, str(interaction.user.id))
        before = await self._room.store.marks.get(mark)
        if before == who:
            raise InputError(_SAME.format(worse(review)))
        if before is None:
            await self._room.store.marks.set(mark, who)
        return before is None

    async def _show(self, interaction: discord.Interaction, review: Review) -> None:
        agreed = await self._room.store.marks.get(_AGREED.format(review.version))
        await self._room.show(interaction, "review", review_sheet(review, agreed is not None))

    async def _forget_draft(self) -> None:
        """Throw away a draft of documents that are as they were before."""
        with suppress(RefreshRunningError):
            await asyncio.to_thread(discard, self._room.shop.sources, BY)

    @asynccontextmanager
    async def _followed(self, interaction: discord.Interaction) -> AsyncIterator[None]:
        """Tell how far the worker is, as long as this lasts."""
        done = asyncio.Event()
        telling = asyncio.create_task(self._tell(interaction, done))
        try:
            yield
        finally:
            done.set()
            await telling

    async def _tell(self, interaction: discord.Interaction, done: asyncio.Event) -> None:
        plain, said = self._room.book.of(interaction.guild_id).plain, ""
        while not await _within(done, _SECONDS_BETWEEN) and not interaction.is_expired():
            how_far = self._room.shop.worker.how_far
            if how_far != said:
                said = how_far
                line = f"Refreshing: {echoed(how_far, _LONGEST_LINE, one_line=True)}"
                with suppress(discord.HTTPException, *LOST):
                    await show(interaction, Sheet((line,), "plain"), plain=plain)


async def _within(done: asyncio.Event, seconds: float) -> bool:
    """Wait for something, and tell whether it came within some seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), seconds)
    return done.is_set()
