"""The person who looks at a page: the one the login of a proxy names, else the one who works at this machine."""

from __future__ import annotations

import os
from functools import cache

import streamlit as st

from aizone.endpoint import endpoint_settings_from
from aizone.endpoint.limits import QueriesAtOnce
from aizone.endpoint.login import Login, login_from
from aizone.workspace.people import Person, local_person


@cache
def login() -> Login | None:
    """The login of this server; None without one."""
    return login_from(os.environ)


def visitor() -> Person:
    """The person of this visit.

    Raises:
        RefusedError: there is a login, and the visit did not come through it, or the person may do nothing here by now.
    """
    known = login()
    return local_person() if known is None else known.visitor(st.context.headers)


@cache
def queries_at_once() -> QueriesAtOnce:
    """Counts the queries of each visitor, by the limit of the environment."""
    return QueriesAtOnce(endpoint_settings_from(os.environ, "localhost", login=login()).client_queries)
