"""The same answers over standard protocols: SPARQL 1.1 for programs, addresses of entities for browsers, tools for assistants."""

from __future__ import annotations

from .application import build_application, endpoint_routes, health_routes
from .configuration import EndpointSettings, endpoint_settings_from
from .current import CurrentWorkspace

__all__ = [
    "CurrentWorkspace",
    "EndpointSettings",
    "build_application",
    "endpoint_routes",
    "endpoint_settings_from",
    "health_routes",
]
