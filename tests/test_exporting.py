"""Another sentence-transformers model than the shipped one: made here, small, and exported for real."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import open_encoder
from knowledge.errors import EncoderError
from knowledge.library import open_library
from knowledge.models import encoder_name
from knowledge.refreshing import in_use, refresh
from knowledge.searching import Query
from knowledge.sources import Sources

MAKE_MODEL = """
import sys
from transformers import BertConfig, BertModel, BertTokenizerFast
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer

folder = sys.argv[1]
letters = "abcdefghijklmnopqrstuvwxyz"
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + letter for letter in letters)]
with open(folder + "/vocab.txt", "w") as file:
    file.write("\\n".join(words))
BertTokenizerFast(vocab_file=folder + "/vocab.txt").save_pretrained(folder + "/bert")
shape = dict(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, vocab_size=len(words))
BertModel(BertConfig(**shape)).save_pretrained(folder + "/bert")
transformer = Transformer(folder + "/bert")
model = SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu")
model.save(folder + "/small")
import numpy
numpy.save(folder + "/wanted.npy", model.encode(["how many letters", "aways"], normalize_embeddings=True))
"""


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    subprocess.run([sys.executable, "-W", "ignore", "-c", MAKE_MODEL, str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def exported_home(small_model: Path) -> Path:
    """Return a home with the small model exported."""
    open_encoder(str(small_model / "small"), small_model / "home")
    return small_model / "home"


def test_an_exported_model_gives_the_models_own_vectors(small_model: Path, exported_home: Path) -> None:
    encoder = open_encoder(str(small_model / "small"), exported_home)

    found = encoder.document_vectors(["how many letters", "aways"])

    assert np.allclose(found, np.load(small_model / "wanted.npy"), atol=1e-4)


def test_another_model_means_another_index(small_model: Path, exported_home: Path, built: Sources) -> None:
    before = in_use(built.versions)
    other = replace(built, model=str(small_model / "small"))
    shutil.copytree(exported_home / "encoders", built.home / "encoders", copy_function=os.link, dirs_exist_ok=True)

    refreshed = refresh(other)

    assert before is not None
    assert refreshed.encoded == refreshed.manifest.passages
    assert refreshed.manifest.encoder == encoder_name(other.model) != before.encoder
    with closing(open_library(other)) as searcher:
        assert searcher.search(Query("how many letters")).found


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(EncoderError, match="empty"):
        open_encoder(str(empty), tmp_path)
