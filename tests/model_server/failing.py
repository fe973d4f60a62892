"""What providers say when they fail."""

from tests.model_server.asked import AskedModel
from tests.model_server.dialect import Dialect, starred
from tests.model_server.refusing import Refused

WORDS = {
    (
        "openai",
        401,
    ): "Incorrect API key provided: {key}. You can find your API key at https://platform.openai.com/account/api-keys.",
    ("openai", 403): "Country, region, or territory not supported",
    ("openai", 404): "The model `{model}` does not exist or you do not have access to it.",
    ("openai", 429): "Rate limit reached for {model} on tokens per min (TPM): Limit 30000, Used 30000, Requested 1000.",
    ("openai", 500): "The server had an error while processing your request. Sorry about that!",
    ("openai", 503): "The engine is currently overloaded, please try again later",
    ("anthropic", 401): "invalid x-api-key",
    ("anthropic", 403): "Your API key does not have permission to use the specified resource.",
    ("anthropic", 404): "model: {model}",
    ("anthropic", 429): "This request would exceed your organization's rate limit of 30,000 input tokens per minute.",
    ("anthropic", 500): "Internal server error",
    ("anthropic", 529): "Overloaded",
    ("ollama", 404): 'model "{model}" not found, try pulling it first',
    ("ollama", 500): "llama runner process has terminated: signal: killed",
    ("ollama", 503): "server busy, please try again.  maximum pending requests exceeded",
}
NO_KEY = {
    "openai": "You didn't provide an API key. You need to provide it in an Authorization header using Bearer auth.",
    "anthropic": "x-api-key header is required",
}


def failure(status: int, dialect: Dialect, asked: AskedModel, message: str = "") -> Refused:
    """Return a failure in the provider's words."""
    words = message or WORDS.get((dialect.name, status), f"error, status code: {status}")
    key = starred(dialect.key_of(asked) or "")
    return Refused(status, words.replace("{key}", key).replace("{model}", asked.model))


def check_key(dialect: Dialect, asked: AskedModel, wanted: str | None) -> None:
    """Refuse a request without a key, or with another one than is wanted."""
    key = dialect.key_of(asked)
    if key is None or key == (wanted or key or None):
        return
    raise failure(401, dialect, asked, "" if key else NO_KEY[dialect.name])
