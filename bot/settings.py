"""Everything an operator may choose; read once, when the program starts."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

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
    chroma: Annotated[str, Field(pattern=r"^$|^https?://[\w.-]+(:\d{1,5})?/?$")] = ""
    """Address of a Chroma server that holds the vectors, as http://127.0.0.1:8000; without one the home holds them."""
    model: Annotated[str, Field(pattern=r"^$|^[a-z_]+:\S+$")] = ""
    """The chat model that words answers, as provider:name; without one they are quoted from the guides."""

    def sources(self) -> Sources:
        """Return what an index is made from."""
        return Sources(
            guides=self.guides.expanduser().absolute(),
            topics=config_folder() / "not_covered.toml",
            model=self.encoder,
            home=self.home.expanduser().absolute(),
            chroma=self.chroma.rstrip("/"),
        )


def _listed(given: Any) -> Any:
    """Return a list as it is, or as JSON writes it."""
    return json.loads(given) if isinstance(given, str) else given


class _Filed(BaseSettings):
    """Settings from the environment, else from a file of the configuration."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what is given first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _filed(name: str) -> SettingsConfigDict:
    return SettingsConfigDict(
        env_prefix="IR_ADVISOR_",
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        toml_file=config_folder() / name,
    )


class ModelSettings(_Filed):
    """Settings of the chat model: from the environment, else from `config/model.toml`, which holds no key."""

    model_config = _filed("model.toml")

    model: Annotated[str, Field(pattern=r"^[a-z_]+:\S+$")]
    model_key: SecretStr = SecretStr("")
    model_url: Annotated[str, Field(pattern=r"^$|^https?://\S+$")]
    model_method: Literal["", "json_schema", "function_calling", "json_mode"]
    model_seconds: PositiveFloat
    model_tokens_a_day: PositiveInt
    model_guides_tokens: NonNegativeInt | None = None
    """Tokens up to which the whole guides are sent; by itself as many as a provider that keeps them makes cheap."""
    model_price_read: NonNegativeFloat
    model_price_written: NonNegativeFloat


class DiscordSettings(_Filed):
    """Settings of the Discord bot: from the environment, else from `config/discord.toml`."""

    model_config = _filed("discord.toml")

    discord_token: SecretStr = SecretStr("")
    discord_api: str
    database: str
    health: Annotated[str, Field(pattern=r"^$|^[\w.:\[\]-]+:\d{1,5}$")]
    log_level: Literal["debug", "info", "warning", "error"]
    member_burst: PositiveInt
    member_per_second: PositiveFloat
    server_burst: PositiveInt
    server_per_second: PositiveFloat
    knowledge_servers: Annotated[tuple[PositiveInt, ...], NoDecode, BeforeValidator(_listed)]
