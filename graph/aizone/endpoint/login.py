"""The login of a proxy in front: it says in a header who asks; a file of roles says what they may do.

The header is believed from the proxy's own addresses only, because anybody can send one. Where a login is set up, a request that does not
come from the proxy, or comes without a name, is refused; without a login nothing here is used, and everybody who reaches the server
may do everything.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
import threading
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from starlette.datastructures import Headers

from ..errors import N_, AizoneError, RefusedError, UsageError
from ..text.characters import INVISIBLE, LINE_ENDS
from ..workspace.people import ACCESSES, Access, Person
from .problems import ProtocolError

USER_VARIABLE = "AIZONE_USER_HEADER"
GROUPS_VARIABLE = "AIZONE_GROUPS_HEADER"
PROXIES_VARIABLE = "AIZONE_TRUSTED_PROXIES"
ROLES_VARIABLE = "AIZONE_ROLES"
PROOF_HEADER = "x-aizone-proof"
"""Added by the explorer's door to a request whose login it has checked; the value is made anew at each start."""

Granted = Access | Literal["none"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_log = logging.getLogger("aizone.access")
_MOST_NAME = 100
_UNWANTED = frozenset(INVISIBLE + LINE_ENDS + "\t\n\r\x0c,")
"""A comma stands where a proxy made one header of two: that is two names."""


class Roles:
    """The roles of people, by a TOML file that is read again when it changes.

        default = "view"                # for those that it does not name; "none" refuses them
        [people]
        "li.na" = "admin"               # counts before the groups
        [groups]
        "planning" = "review"           # of several groups the one that may do most counts

    Args:
        path: the file; without one everybody may look, and nothing else.

    Raises:
        UsageError: the file cannot be read, or says something else.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._default: Granted = "view"
        self._people: Mapping[str, Granted] = {}
        self._groups: Mapping[str, Granted] = {}
        self._look()

    def of(self, name: str, groups: Sequence[str]) -> Granted:
        """The access of a person with these groups.

        Raises:
            UsageError: the file has been changed and cannot be read.
        """
        with self._lock:
            self._look()
            if name in self._people:
                return self._people[name]
            order: tuple[Granted, ...] = ("none", *ACCESSES)
            return max((self._groups[one] for one in groups if one in self._groups), key=order.index, default=self._default)  # fmt: skip

    def _look(self) -> None:
        if self._path is None:
            return
        try:
            state = self._path.stat()
            seen = (state.st_mtime_ns, state.st_size)
            if seen == self._seen:
                return
            said = tomllib.loads(self._path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(
                str(self._path), N_("cannot be read as a file of roles ({detail})."), _MEND, detail=error
            ) from error
        unknown = said.keys() - {"default", "people", "groups"}
        people, groups = (self._table(said.get(name, {}), name) for name in ("people", "groups"))
        if unknown:
            raise UsageError(str(self._path), N_("'{name}' is not known there."), _MEND, name=sorted(unknown)[0])
        self._default = self._access(said.get("default", "view"), "default")
        self._people, self._groups, self._seen = people, groups, seen

    def _table(self, said: object, name: str) -> dict[str, Granted]:
        if not isinstance(said, dict):
            raise UsageError(str(self._path), N_("'{name}' is not a table of names."), _MEND, name=name)
        return {unicodedata.normalize("NFC", str(key)): self._access(value, str(key)) for key, value in said.items()}

    def _access(self, value: object, name: str) -> Granted:
        if value not in ("none", *ACCESSES):
            raise UsageError(
                str(self._path),
                N_("'{name}' may be none, view, review or admin, not '{value}'."),
                _MEND,
                name=name,
                value=value,
            )
        return cast("Granted", value)


_MEND = N_("Correct the file that AIZONE_ROLES names; docs/deploy.md shows one.")


@dataclass(frozen=True, slots=True)
class Login:
    """A login by a proxy in front.

    Args:
        user_header: the header in which it says who asks.
        proxies: its addresses.
        roles: what people may do.
        groups_header: the header in which it says their groups, separated by commas; '' for none.
        proof: known to this process only.
    """

    user_header: str
    proxies: tuple[Network, ...]
    roles: Roles
    groups_header: str = ""
    proof: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def person(self, headers: Headers, peer: str | None) -> Person:
        """The person who asks.

        Args:
            headers: of the request.
            peer: the address that it came from.

        Raises:
            ProtocolError: it did not come from the proxy, does not say who asks, or they may do nothing here.
        """
        if not self.trusts(peer):
            if self.user_header in headers:
                _log.warning('{"refused": "%s from an address that is not the proxy\'s", "client": "%s"}', self.user_header, peer)  # fmt: skip
            raise ProtocolError(
                403,
                "login",
                N_("this address is answered only through its proxy, which asks who you are."),
                N_("Use the proxy's address."),
            )
        names = headers.getlist(self.user_header)
        groups = ",".join(headers.getlist(self.groups_header)) if self.groups_header else ""
        return self._granted(names[0] if len(names) == 1 else "", groups)

    def visitor(self, headers: Mapping[str, str]) -> Person:
        """The person of a visit whose request the door has let in.

        Args:
            headers: of that request.

        Raises:
            RefusedError: it did not pass the door, or the person may do nothing here by now.
        """
        given = {name.lower(): value for name, value in headers.items()}
        if not secrets.compare_digest(given.get(PROOF_HEADER, "").encode(), self.proof.encode()):
            raise RefusedError(
                "login",
                N_("this visit did not come through the login."),
                N_("Start the explorer with 'aizone app' and load the page again."),
            )
        try:
            return self._granted(given.get(self.user_header.lower(), ""), given.get(self.groups_header.lower(), ""))
        except ProtocolError as error:
            raise RefusedError(error.where, error.what, error.next_step, **error.values) from error

    def trusts(self, peer: str | None) -> bool:
        """True for an address of the proxy."""
        try:
            address = ipaddress.ip_address(peer or "")
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self.proxies)

    def _granted(self, said: str, groups: str) -> Person:
        name = _as_utf8(said)
        if not name or len(name) > _MOST_NAME or set(name) & _UNWANTED:
            raise ProtocolError(
                401,
                "login",
                N_("the proxy does not say who asks."),
                N_("Sign in there; it has to send the name in one header '{header}'."),
                header=self.user_header,
            )
        mine = [one for one in (part.strip() for part in _as_utf8(groups).split(",")) if one]
        try:
            access = self.roles.of(name, mine)
        except AizoneError as error:
            _log.error("%s", error)
            raise ProtocolError(503, "login", error.what, error.next_step, None, **error.values) from error
        if access == "none":
            raise ProtocolError(
                403, "login", N_("'{name}' may not look at this."), N_("Ask the people who run it."), name=name
            )
        return Person(name, access, is_logged_in=True)


def login_from(environ: Mapping[str, str]) -> Login | None:
    """The login that the environment sets up; None when it names no header of a user.

    Args:
        environ: AIZONE_USER_HEADER, AIZONE_GROUPS_HEADER, AIZONE_TRUSTED_PROXIES (addresses and networks, separated by commas) and
            AIZONE_ROLES are read.

    Raises:
        UsageError: a part is missing or not valid; a login that is half set up lets in no one.
    """
    header, groups = (environ.get(name, "").strip() for name in (USER_VARIABLE, GROUPS_VARIABLE))
    proxies = [one for one in environ.get(PROXIES_VARIABLE, "").replace(" ", "").split(",") if one]
    roles = environ.get(ROLES_VARIABLE, "").strip()
    if not header:
        for name, value in ((GROUPS_VARIABLE, groups), (PROXIES_VARIABLE, proxies), (ROLES_VARIABLE, roles)):
            if value:
                raise UsageError(
                    name, N_("says something about a login, but there is none."), N_("Set AIZONE_USER_HEADER as well.")
                )
        return None
    for name, value in ((USER_VARIABLE, header), (GROUPS_VARIABLE, groups)):
        if (value and not value.replace("-", "").isascii()) or (value and not value.replace("-", "").isalnum()):
            raise UsageError(name, N_("'{value}' is not the name of a header."), N_("For example X-Remote-User."), value=value)  # fmt: skip
    if not proxies:
        raise UsageError(
            PROXIES_VARIABLE,
            N_("is not set, so the header '{header}' cannot be believed from anyone."),
            N_("Name the proxy's addresses, for example 127.0.0.1."),
            header=header,
        )
    try:
        networks = tuple(ipaddress.ip_network(one, strict=False) for one in proxies)
    except ValueError as error:
        raise UsageError(
            PROXIES_VARIABLE, N_("holds what is not an address ({detail})."), N_("For example 127.0.0.1, 10.0.0.0/8."), detail=error
        ) from error  # fmt: skip
    return Login(header, networks, Roles(Path(roles) if roles else None), groups)


def _as_utf8(value: str) -> str:
    """The text of a header: its bytes arrive as Latin-1, and names are UTF-8; '' for what is neither."""
    try:
        return unicodedata.normalize("NFC", value.encode("latin-1").decode("utf-8")).strip()
    except UnicodeDecodeError:
        return ""
    except UnicodeEncodeError:  # it was decoded already
        return unicodedata.normalize("NFC", value).strip()
