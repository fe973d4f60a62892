"""Everything an operator may choose; read once, when the program starts."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.shipped import config_folder, guides_folder
from knowledge.models import DEFAULT_MODEL
from knowledge.sources import Sources


class Settings(BaseSettings):
    """Settings from the environment, each named IR_ADVISOR_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="IR_ADVISOR_", env_ignore_empty=True, frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("ir-advisor"))
    """Folder for everything the program writes."""
    guides: Path = Field(default_factory=guides_folder)
    """Folder of the guides."""
    encoder: str = DEFAULT_MODEL
    """The sentence-transformers model: an installed package that carries it, or a folder."""

    def sources(self) -> Sources:
        """Return what an index is made from."""
        return Sources(
            guides=self.guides.expanduser().absolute(),
            topics=config_folder() / "not_covered.toml",
            model=self.encoder,
            home=self.home.expanduser().absolute(),
        )
