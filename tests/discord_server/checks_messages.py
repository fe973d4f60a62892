"""Limits of messages: content, embeds, mentions and flags, as Discord's reference states them."""

from collections.abc import Iterator
from typing import Any

from tests.discord_server.checks_components import check_components, texts
from tests.discord_server.refusing import Json, Refusal, bad_form, empty_message, limited, needed

V2 = 1 << 15
CONTENT, EMBEDS, FILES, EMBED_TOTAL = 2000, 10, 10, 6000
MOST_BYTES = 10 * 1024 * 1024
EMBED_LIMITS = {"title": 256, "description": 4096, "fields": 25, "url": 2048}
_SHOWN = ("title", "description", "fields", "author", "footer", "image", "thumbnail", "video", "url")
_FILLS = ("content", "embeds", "attachments")
_ADDRESSES = ("http://", "https://", "attachment://")


def check_files(files: dict[str, Any]) -> None:
    """Refuse files that are too many or too large."""
    if len(files) > FILES:
        raise bad_form("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    if sum(len(content) for _, content in files.values()) > MOST_BYTES:
        raise Refusal(413, 40005, "Request entity too large")


def check_message(message: Json, body: Json, at: str = "") -> None:
    """Refuse a message as it would be after a body: its parts, their limits, and one without anything in it."""
    check_mentions(body.get("allowed_mentions") or {}, f"{at}allowed_mentions")
    check_nonce(body, at)
    limited(f"{at}content", message["content"], CONTENT)
    names = {one["filename"] for one in message["attachments"]}
    check_embeds(message["embeds"], names, f"{at}embeds")
    is_v2 = bool(message["flags"] & V2)
    if is_v2:
        _check_no_legacy(message, at)
    check_components(message["components"], is_v2, names, f"{at}components")
    if not any(message[part] for part in (("components",) if is_v2 else _FILLS)):
        raise empty_message()


def check_nonce(body: Json, at: str = "") -> None:
    """Refuse a nonce that is too long."""
    limited(f"{at}nonce", str(body.get("nonce") or ""), 25)


def _check_no_legacy(message: Json, at: str) -> None:
    for part in ("content", "embeds"):
        if message[part]:
            words = f"The '{part}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            raise bad_form(f"{at}{part}", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)


def check_embeds(embeds: list[Json], names: set[str], at: str) -> None:
    """Refuse embeds that are too many, too long, empty, or that show what is not there."""
    limited(at, embeds, EMBEDS)
    for place, embed in enumerate(embeds):
        _check_embed(embed, names, f"{at}.{place}")
    if sum(len(text) for embed in embeds for text in embed_texts(embed)) > EMBED_TOTAL:
        raise bad_form(at, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_TOTAL}")


def _check_embed(embed: Json, names: set[str], at: str) -> None:
    if not any(embed.get(part) for part in _SHOWN):
        raise needed(f"{at}.description")
    for part, most in EMBED_LIMITS.items():
        limited(f"{at}.{part}", embed.get(part), most)
    for part, key, most in (("footer", "text", 2048), ("author", "name", 256)):
        if embed.get(part):
            limited(f"{at}.{part}.{key}", embed[part].get(key), most, 1)
    for place, one in enumerate(embed.get("fields") or ()):
        _check_field(one, f"{at}.fields.{place}")
    _check_pictures(embed, names, at)


def _check_field(field: Json, at: str) -> None:
    for key, most in (("name", 256), ("value", 1024)):
        if not str(field.get(key) or "").strip():
            raise needed(f"{at}.{key}")
        limited(f"{at}.{key}", field[key], most)


def _check_pictures(embed: Json, names: set[str], at: str) -> None:
    for part in ("image", "thumbnail"):
        if embed.get(part):
            check_address(str(embed[part].get("url")), names, f"{at}.{part}.url")
    if embed.get("url") and not embed["url"].startswith(_ADDRESSES[:2]):
        raise _no_address(f"{at}.url", embed["url"])


def check_address(url: str, names: set[str], at: str) -> None:
    """Refuse an address that is none, or names a file that does not come with the message."""
    if not url.startswith(_ADDRESSES):
        raise _no_address(at, url)
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
        raise bad_form(
            at, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment is missing"
        )


def _no_address(at: str, url: str) -> Refusal:
    words = f"Scheme \"{url.partition(':')[0]}\" is not supported. Scheme must be one of ('http', 'https')."
    return bad_form(at, "URL_TYPE_INVALID_SCHEME", words)


def embed_texts(embed: Json) -> Iterator[str]:
    """Yield the texts of an embed that count towards the total."""
    yield from (embed.get("title") or "", embed.get("description") or "")
    for field in embed.get("fields") or ():
        yield from (field["name"], field["value"])
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""


def check_mentions(allowed: Json, at: str) -> None:
    """Refuse a list of allowed mentions that contradicts itself."""
    for kind in ("users", "roles"):
        limited(f"{at}.{kind}", allowed.get(kind), 100)
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            raise bad_form(at, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)


def shown_text(message: Json) -> str:
    """Return all the words a message shows: content, embeds and text displays."""
    embeds = [text for embed in message["embeds"] for text in embed_texts(embed)]
    return "\n".join(one for one in (message["content"], *embeds, *texts(message["components"])) if one)
