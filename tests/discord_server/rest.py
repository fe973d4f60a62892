"""The REST API: takes requests, checks who asks and what for, and answers as Discord does."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord_server.calls import Call, Route, read_body
from tests.discord_server.messages import Files
from tests.discord_server.misbehaving import Fault, Misbehaving
from tests.discord_server.openapi import Description
from tests.discord_server.refusing import Refusal, no_such_route, unauthorized
from tests.discord_server.world import World

PREFIX = "/api/v10"


class Request(NamedTuple):
    """A request that came, and how it was answered."""

    method: str
    path: str
    body: Any
    status: int


class Refused(NamedTuple):
    """A request that was refused, and why."""

    method: str
    path: str
    status: int
    code: int
    reason: str


class Api:
    """The operations over HTTP, and a record of what was asked."""

    def __init__(self, world: World, token: str, misbehaving: Misbehaving, description: Description) -> None:
        self._world, self._token, self._misbehaving, self._description = world, token, misbehaving, description
        self.requests: list[Request] = []
        self.refusals: list[Refused] = []

    def add_to(self, app: web.Application, routes: Iterable[Route]) -> None:
        """Put the operations into an application; whatever else is asked for is not there."""
        for route in routes:
            app.router.add_route(route.method, PREFIX + route.template, self._handler(route))
        app.router.add_route("*", PREFIX + "/{rest:.*}", self._nothing)

    def _handler(self, route: Route) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(PREFIX)
            body: Any = None
            try:
                body, files = await read_body(request)
                response = await self._respond(route, request, body, files)
            except Refusal as refusal:
                response = self._refused(request.method, path, refusal)
            self.requests.append(Request(request.method, path, body, response.status))
            return response

        return handle

    async def _respond(self, route: Route, request: web.Request, body: Any, files: Files) -> web.Response:
        if route.with_token and request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()
        method, path = request.method, request.path.removeprefix(PREFIX)
        await self._misbehaving.delay(method, path)
        if limit := self._misbehaving.limited(method, path):
            return _too_many(limit)
        failure = self._misbehaving.failing(method, path)
        if failure and not failure.after_doing:
            return _failed(failure, request)
        result = await self._do(route, Call(request.match_info, request.query, body, files))
        return _failed(failure, request) if failure else _answer(result)

    async def _do(self, route: Route, call: Call) -> Any:
        if call.body is not None or route.method in ("PUT", "PATCH"):
            self._description.check(route.method, route.template, call.body)
        return await route.act(self._world, call)

    def _refused(self, method: str, path: str, refusal: Refusal) -> web.Response:
        self.refusals.append(Refused(method, path, refusal.status, refusal.code, str(refusal)))
        return _answer(refusal.body(), refusal.status)

    async def _nothing(self, request: web.Request) -> web.StreamResponse:
        response = self._refused(request.method, request.path.removeprefix(PREFIX), no_such_route())
        self.requests.append(Request(request.method, request.path.removeprefix(PREFIX), None, response.status))
        return response


def _answer(result: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    if result is None:
        return web.Response(status=204)
    content = {"Content-Type": "application/json", "Via": "1.1 google", **(headers or {})}
    return web.Response(body=json.dumps(result).encode(), status=status, headers=content)


def _failed(failure: Fault, request: web.Request) -> web.Response:
    if not failure.status:
        if request.transport:
            request.transport.abort()
        return _answer(None)
    return _answer({"message": f"{failure.status}: Internal Server Error", "code": 0}, failure.status)


def _too_many(limit: Fault) -> web.Response:
    told = {"message": "You are being rate limited.", "retry_after": limit.retry_after, "global": limit.is_global}
    headers = {"Retry-After": f"{limit.retry_after:g}", "X-RateLimit-Scope": "global" if limit.is_global else "user"}
    if limit.is_global:
        headers["X-RateLimit-Global"] = "true"
    return _answer(told, 429, headers)
