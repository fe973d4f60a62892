"""Where the data that travels with the program is: beside the packages in a checkout, inside them once installed."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def config_folder() -> Path:
    """Return the folder of configuration data."""
    installed = _HERE / "config"
    return installed if installed.is_dir() else _HERE.parent / "config"


def guides_folder() -> Path:
    """Return the folder of the guides that come with the program."""
    return _HERE.parent / "knowledge" / "guides"
