"""Failures of the store and the files, as clients are told of them: without addresses and paths, which are the operator's to know.

The operator finds the whole of it in the log `aizone.endpoint`, which goes to standard error unless told otherwise.
"""

from __future__ import annotations

import logging

from ..errors import N_, AizoneError, RefusedError, RegistryError, RemoteStoreError, WorkspaceError
from ..i18n import Translate

_LOG = logging.getLogger("aizone.endpoint")
_TELLING = frozenset({"detail", "place", "error"})
"""Fields that hold words of the system or of another server, and with them perhaps a name of a machine or file."""


def veiled(error: AizoneError, _: Translate) -> AizoneError:
    """An error as a client is told of it; one that names what is the operator's is logged whole.

    Args:
        error: what happened.
        _: the client's translator, for what stands where the address stood.
    """
    if isinstance(error, RefusedError) or not isinstance(error, (WorkspaceError, RegistryError)):
        return error
    _LOG.error("%s", error)
    is_plain = not _TELLING & error.values.keys()
    return type(error)(
        _("the store") if isinstance(error, RemoteStoreError) else _("the data"),
        error.what if is_plain else N_("cannot be read at the moment."),
        N_("Try again later; the log of this server says more."),
        **(error.values if is_plain else {}),
    )
