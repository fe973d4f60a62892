"""What a small client shows to choose from: buttons, a select and a form."""

import discord
from discord import ui


class Form(ui.Modal, title="About you"):
    """Asks for a score and a kind of applicant."""

    score = ui.Label(text="Score", component=ui.TextInput(custom_id="score", min_length=2, max_length=3))
    kind = ui.Label(
        text="Kind",
        component=ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(label="US MD", value="us_md"),
                discord.SelectOption(label="IMG", value="img"),
            ],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was given."""
        score, kind = self.score.component, self.kind.component
        assert isinstance(score, ui.TextInput)
        assert isinstance(kind, ui.Select)
        await interaction.response.send_message(f"{score.value} {kind.values}", ephemeral=True)


class Choices(ui.View):
    """A button that says more, one that changes the message, one that asks, and a select."""

    @ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: ui.Button["Choices"]) -> None:
        """Say more to who pressed."""
        await interaction.response.send_message(f"more for {interaction.user.name}", ephemeral=True)

    @ui.button(label="Change", custom_id="change")
    async def change(self, interaction: discord.Interaction, _: ui.Button["Choices"]) -> None:
        """Change the message."""
        await interaction.response.edit_message(content="changed", view=None)

    @ui.button(label="Tell", custom_id="tell")
    async def tell(self, interaction: discord.Interaction, _: ui.Button["Choices"]) -> None:
        """Ask in a form."""
        await interaction.response.send_modal(Form())

    @ui.select(custom_id="which", options=[discord.SelectOption(label="One", value="1")])
    async def which(self, interaction: discord.Interaction, select: ui.Select["Choices"]) -> None:
        """Say what was picked, after a while."""
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"picked {select.values}")
