"""The web application: its addresses, for a server of its own and for the explorer's."""

from __future__ import annotations

from collections.abc import Callable

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..errors import N_, AizoneError
from .answering import SparqlService
from .configuration import EndpointSettings
from .current import CurrentWorkspace, Opened
from .description import describe_data
from .entities import describe_entity
from .gate import Gate
from .health import Health
from .other_pages import OtherPages
from .problems import ProtocolError, problem

_READING = ["GET", "HEAD", "OPTIONS"]
_REFUSED = ["PUT", "DELETE", "PATCH"]
_EVERY = [*_READING, "POST", *_REFUSED]


def endpoint_routes(current: CurrentWorkspace, settings: EndpointSettings) -> list[BaseRoute]:
    """The addresses: `/sparql`, `/id/…`, `/.well-known/void`, `/health`.

    Args:
        current: the workspace.
        settings: who may ask.
    """
    service = SparqlService(current, settings)

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        return await service(request)

    def reading(describe: Callable[[Request, Opened], Response]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"Allow": ", ".join(_READING)})
            if request.method not in _READING:
                return problem(request, _not_a_method(request, ", ".join(_READING)))
            try:
                return await to_thread.run_sync(lambda: describe(request, current.get()))
            except AizoneError as error:
                return problem(request, error)

        return answer

    def void(request: Request, opened: Opened) -> Response:
        return describe_data(request, opened, str(request.url.replace(path="/sparql", query="", fragment="")))

    cors = Middleware(OtherPages, origins=settings.cors)
    around = ([cors] if settings.cors else []) + [Middleware(Gate, settings=settings)]
    return [
        Route("/sparql", sparql, methods=_EVERY, middleware=around),
        Route("/id/{local:path}", reading(describe_entity), methods=_EVERY, middleware=around),
        Route("/.well-known/void", reading(void), methods=_EVERY, middleware=around),
        *health_routes(current, settings),
    ]


def health_routes(current: CurrentWorkspace, settings: EndpointSettings) -> list[BaseRoute]:
    """The address `/health`, which answers without a login.

    Args:
        current: the workspace.
        settings: under which names it may be asked.
    """
    health = Health(current)

    async def answer(_request: Request) -> Response:
        status, said = await to_thread.run_sync(health.look)
        return JSONResponse(said, status, {"Cache-Control": "no-store"})

    open_to_all = [Middleware(Gate, settings=settings, is_open=True)]
    return [Route("/health", answer, methods=["GET"], middleware=open_to_all)]


def build_application(current: CurrentWorkspace, settings: EndpointSettings) -> Starlette:
    """The application of a server of its own.

    Args:
        current: the workspace.
        settings: who may ask.
    """

    async def home(_request: Request) -> Response:
        return RedirectResponse("/sparql")

    async def nowhere(request: Request, _error: Exception) -> Response:
        return problem(
            request,
            ProtocolError(
                404,
                request.url.path,
                N_("is not an address of this service."),
                N_("Look at /sparql for what there is."),
            ),
        )

    async def not_so(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        known = set((error.headers or {}).get("Allow", "GET").split(", ")) - set(_REFUSED)
        if request.url.path != "/sparql":
            known.discard("POST")
        allow = ", ".join(sorted(known))
        return problem(request, _not_a_method(request, allow))

    return Starlette(
        routes=[Route("/", home), *endpoint_routes(current, settings)],
        exception_handlers={404: nowhere, 405: not_so},
    )


def _not_a_method(request: Request, allow: str) -> ProtocolError:
    return ProtocolError(405, request.method, N_("is not a method of this address."), N_("Use GET."), {"Allow": allow})
