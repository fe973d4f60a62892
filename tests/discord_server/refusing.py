"""What Discord says when it refuses: a status, a code of its own, and for a bad body the place of the fault."""

from typing import Any, TypeVar

Json = dict[str, Any]
Found = TypeVar("Found")
INVALID_FORM = 50035


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """A request that is refused, with what is answered in its place."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message}{f' {errors}' if errors else ''}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def body(self) -> Json:
        """Return the body that tells it."""
        told: Json = {"message": self.message, "code": self.code}
        return told | {"errors": self.errors} if self.errors else told


class RefusedByClient(Exception):  # noqa: N818 - the member's own Discord says no
    """Discord would not let the member send this, so the bot hears nothing of it."""


def bad_form(path: str, code: str, message: str) -> Refusal:
    """Return the refusal of a body, with the place of the fault as in `embeds.0.title`."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for step in reversed([one for one in path.split(".") if one]):
        errors = {step: errors}
    return Refusal(400, INVALID_FORM, "Invalid Form Body", errors)


def too_long(path: str, most: int) -> Refusal:
    """Return the refusal of a text or list that is too long."""
    return bad_form(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def needed(path: str) -> Refusal:
    """Return the refusal of a body that lacks something."""
    return bad_form(path, "BASE_TYPE_REQUIRED", "This field is required")


def limited(path: str, value: Any, most: int, least: int = 0) -> None:
    """Refuse a text or list with more, or fewer, than it may have."""
    length = len(value or "")
    if length > most:
        raise too_long(path, most)
    if length < least:
        raise bad_form(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")


def unauthorized() -> Refusal:
    """Return what a wrong or missing token gets."""
    return Refusal(401, 0, "401: Unauthorized")


def no_such_route() -> Refusal:
    """Return what an address that Discord does not have gets."""
    return Refusal(404, 0, "404: Not Found")


def unknown(what: str) -> Refusal:
    """Return what something that is not there gets; `what` as Discord calls it, as in Channel."""
    code = {
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Emoji": 10014,
        "Webhook": 10015,
        "interaction": 10062,
        "application command": 10063,
    }[what]
    return Refusal(404, code, f"Unknown {what}")


def missing_access() -> Refusal:
    """Return what a channel that the bot may not see gets."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """Return what an act that the bot may not do gets."""
    return Refusal(403, 50013, "Missing Permissions")


def empty_message() -> Refusal:
    """Return what a message without anything in it gets."""
    return Refusal(400, 50006, "Cannot send an empty message")


def must_be_there(found: Found | None, what: str) -> Found:
    """Return what was found, or refuse where there is nothing."""
    if found is None:
        raise unknown(what)
    return found
