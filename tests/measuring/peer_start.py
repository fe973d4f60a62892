"""Print the chunk closest to a question, as today's usual stack does: `python peer_start.py MODEL STORE QUESTION`."""

import sys

import chromadb
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer


class Model(Embeddings):
    """A sentence-transformers model as langchain wants it."""

    def __init__(self, folder: str) -> None:
        self._model = SentenceTransformer(folder)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts to be found."""
        vectors: list[list[float]] = self._model.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self.embed_documents([text])[0]


def main(model: str, store: str, question: str) -> None:
    """Open a store that was built before and print the best hit."""
    # The store's name is that of peers.COLLECTION; importing it here would cost this start some of its time.
    chunks = Chroma("chunks", Model(model), client=chromadb.PersistentClient(store))
    sys.stdout.write(chunks.similarity_search(question, k=5)[0].page_content + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
