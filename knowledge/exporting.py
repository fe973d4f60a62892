"""Export a sentence-transformers model to an ONNX graph, once; the only file that needs torch.

Run as `python -m knowledge.exporting MODEL FOLDER`, so that torch's start-up time and memory stay out of the caller.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from sentence_transformers import SentenceTransformer

from knowledge.encoder import Encoder
from knowledge.models import GRAPH, SETTINGS, TOKENIZER

_PROBES = ["How many letters do I need?", "A longer sentence, so that the two differ in their number of tokens."]
_CLOSE_ENOUGH = 0.9999


class _Graph(torch.nn.Module):
    """The whole model, pooling and normalisation included, with tensors in and a tensor out."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return one unit vector a text; shapes (texts, tokens) in, (texts, dimensions) out."""
        found = self._model({"input_ids": input_ids, "attention_mask": attention_mask})
        vectors: torch.Tensor = found["sentence_embedding"]
        return torch.nn.functional.normalize(vectors, dim=-1)


def export(model_name: str, folder: Path) -> None:
    """Write graph, tokenizer and settings of a sentence-transformers model into an existing folder.

    Raises RuntimeError where the graph's vectors differ from the model's.
    """
    model = SentenceTransformer(model_name, device="cpu").eval()
    _save_graph(model, folder / GRAPH)
    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    settings = {
        "longest": min(int(model.max_seq_length or 512), 512),
        "padding": {"pad_id": model.tokenizer.pad_token_id, "pad_token": model.tokenizer.pad_token},
        "prompts": {"query": model.prompts.get("query", ""), "document": model.prompts.get("document", "")},
    }
    (folder / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
    _compare(model, Encoder(folder, model_name))


def _save_graph(model: SentenceTransformer, path: Path) -> None:
    """Keep the weights in a file of their own: ONNX Runtime maps that into memory, at half the cost."""
    tokens = model.tokenizer(_PROBES, padding=True, return_tensors="pt")
    axes = {0: torch.export.Dim("texts", min=1, max=4096), 1: torch.export.Dim("tokens", min=2, max=512)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            _Graph(model),
            (tokens["input_ids"], tokens["attention_mask"]),
            dynamo=True,
            dynamic_shapes=(axes, axes),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the model could not be exported to ONNX")
    onnx.save_model(program.model_proto, str(path), save_as_external_data=True, location=path.with_suffix(".bin").name)


def _compare(model: SentenceTransformer, encoder: Encoder) -> None:
    wanted = np.asarray(model.encode(_PROBES, normalize_embeddings=True, prompt=""))
    alike = float((wanted * encoder.plain_vectors(_PROBES)).sum(axis=1).min())
    if alike < _CLOSE_ENOUGH:
        raise RuntimeError(f"the exported graph gives other vectors than the model (cosine {alike:.4f})")


if __name__ == "__main__":
    export(sys.argv[1], Path(sys.argv[2]))
