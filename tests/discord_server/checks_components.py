"""Limits of components in messages, of both kinds, as Discord's reference states them."""

from collections import Counter
from collections.abc import Iterator

from tests.discord_server.refusing import Json, bad_form, limited, needed

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT_DISPLAY, THUMBNAIL = 1, 2, 3, 4, 9, 10, 11
GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 12, 13, 14, 17, 18
SELECTS = (3, 5, 6, 7, 8)
ROWS, BUTTONS, ALL_TOGETHER, TEXT_TOTAL = 5, 5, 40, 4000
LINK, PREMIUM = 5, 6
_INSIDE_CONTAINER = (ROW, TEXT_DISPLAY, SECTION, GALLERY, SEPARATOR, FILE)
_AT_THE_TOP = (*_INSIDE_CONTAINER, CONTAINER)


def every(components: list[Json]) -> Iterator[Json]:
    """Yield components and all that lie in them."""
    for one in components:
        yield one
        yield from every(one.get("components") or [])
        yield from every([one[key] for key in ("accessory", "component") if one.get(key)])


def texts(components: list[Json]) -> list[str]:
    """Return what the text displays say."""
    return [one["content"] for one in every(components) if one["type"] == TEXT_DISPLAY]


def check_components(components: list[Json], is_v2: bool, names: set[str], at: str) -> None:
    """Refuse components that are too many, of the wrong kind where they are, too long, or not told apart."""
    limited(at, components, ALL_TOGETHER if is_v2 else ROWS)
    for place, one in enumerate(components):
        _of_kind(one, _AT_THE_TOP if is_v2 else (ROW,), f"{at}.{place}")
        _check(one, names, f"{at}.{place}")
    check_apart(components, at)
    if is_v2:
        _check_totals(components, at)


def check_apart(components: list[Json], at: str) -> None:
    """Refuse components that share a custom id or an id."""
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        counted = Counter(one[key] for one in every(components) if one.get(key))
        if twice := [value for value, count in counted.items() if count > 1]:
            raise bad_form(at, code, f"Component {key.replace('_', ' ')} cannot be duplicated: {twice[0]}")


def _check_totals(components: list[Json], at: str) -> None:
    if (count := sum(1 for _ in every(components))) > ALL_TOGETHER:
        words = f"A message may have {ALL_TOGETHER} components, not {count}"
        raise bad_form(at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", words)
    if sum(map(len, texts(components))) > TEXT_TOTAL:
        words = f"The total text of all components must be {TEXT_TOTAL} characters or fewer"
        raise bad_form(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)


def _of_kind(component: Json, kinds: tuple[int, ...], at: str) -> None:
    if component.get("type") not in kinds:
        words = f'Value of field "type" must be one of {tuple(sorted(kinds))}.'
        raise bad_form(f"{at}.type", "UNION_TYPE_CHOICES", words)


def _check(component: Json, names: set[str], at: str) -> None:
    kind = component["type"]
    if kind == ROW:
        _check_row(component["components"], at)
    elif kind == SECTION:
        _check_section(component, names, at)
    elif kind == CONTAINER:
        _check_container(component, names, at)
    else:
        _check_shown(component, names, at)


def _check_row(inside: list[Json], at: str) -> None:
    limited(f"{at}.components", inside, BUTTONS, 1)
    for place, one in enumerate(inside):
        where = f"{at}.components.{place}"
        _of_kind(one, (BUTTON, *SELECTS), where)
        if one["type"] == BUTTON:
            check_button(one, where)
        else:
            check_select(one, where)
    if len(inside) > 1 and any(one["type"] != BUTTON for one in inside):
        raise bad_form(
            f"{at}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )


def _check_section(section: Json, names: set[str], at: str) -> None:
    limited(f"{at}.components", section["components"], 3, 1)
    for place, one in enumerate(section["components"]):
        _of_kind(one, (TEXT_DISPLAY,), f"{at}.components.{place}")
        _check_shown(one, names, f"{at}.components.{place}")
    if not section.get("accessory"):
        raise needed(f"{at}.accessory")
    _of_kind(section["accessory"], (BUTTON, THUMBNAIL), f"{at}.accessory")
    _check_shown(section["accessory"], names, f"{at}.accessory")


def _check_container(container: Json, names: set[str], at: str) -> None:
    limited(f"{at}.components", container["components"], ALL_TOGETHER, 1)
    for place, one in enumerate(container["components"]):
        _of_kind(one, _INSIDE_CONTAINER, f"{at}.components.{place}")
        _check(one, names, f"{at}.components.{place}")


def _check_shown(component: Json, names: set[str], at: str) -> None:
    kind = component["type"]
    if kind == BUTTON:
        check_button(component, at)
    elif kind == TEXT_DISPLAY:
        limited(f"{at}.content", component.get("content"), TEXT_TOTAL, 1)
    elif kind == GALLERY:
        limited(f"{at}.items", component["items"], 10, 1)
        for place, one in enumerate(component["items"]):
            _check_media(one["media"], names, f"{at}.items.{place}.media")
    elif kind in (FILE, THUMBNAIL):
        key = "file" if kind == FILE else "media"
        _check_media(component[key], names, f"{at}.{key}")


def _check_media(media: Json, names: set[str], at: str) -> None:
    url = str(media.get("url"))
    if not url.startswith(("http://", "https://", "attachment://")):
        raise bad_form(f"{at}.url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'attachment').")
    if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
        words = "The referenced attachment is not sent along"
        raise bad_form(f"{at}.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", words)


def check_button(button: Json, at: str) -> None:
    """Refuse a button that is too long, shows nothing, or does nothing."""
    limited(f"{at}.label", button.get("label"), 80)
    limited(f"{at}.custom_id", button.get("custom_id"), 100)
    style = button["style"]
    wanted = {LINK: "url", PREMIUM: "sku_id"}.get(style, "custom_id")
    if not button.get(wanted):
        raise bad_form(
            f"{at}.{wanted}", "BUTTON_COMPONENT_FIELD_REQUIRED", f"A {wanted} is required for this button style"
        )
    if any(button.get(key) for key in ("url", "sku_id", "custom_id") if key != wanted):
        raise bad_form(at, "BUTTON_COMPONENT_FIELDS_EXCLUSIVE", f"This button style takes a {wanted} alone")
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        raise bad_form(f"{at}.label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")


def check_select(select: Json, at: str) -> None:
    """Refuse a select whose texts are too long or whose options do not fit."""
    limited(f"{at}.custom_id", select.get("custom_id"), 100, 1)
    limited(f"{at}.placeholder", select.get("placeholder"), 150)
    if select["type"] == SELECT:
        _check_options(select, at)


def _check_options(select: Json, at: str) -> None:
    options = select.get("options") or []
    limited(f"{at}.options", options, 25, 1)
    for place, option in enumerate(options):
        for key, least in (("label", 1), ("value", 1), ("description", 0)):
            limited(f"{at}.options.{place}.{key}", option.get(key), 100, least)
    if len({option["value"] for option in options}) < len(options):
        raise bad_form(
            f"{at}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
        )
    _check_count(select, sum(bool(option.get("default")) for option in options), at)


def _check_count(select: Json, chosen: int, at: str) -> None:
    least, most = select.get("min_values"), select.get("max_values")
    most = 1 if most is None else most
    if (1 if least is None else least) > most or most > len(select["options"]) or chosen > most:
        raise bad_form(f"{at}.options", "BASE_TYPE_BAD_LENGTH", f"Must be between {most} and 25 in length.")
