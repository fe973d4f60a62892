"""A chat provider in miniature: takes the real clients over a real socket, as strictly as the providers are."""

from tests.model_server.asked import AskedModel, Tool
from tests.model_server.server import Behaviour, ModelServer

__all__ = ["AskedModel", "Behaviour", "ModelServer", "Tool"]
