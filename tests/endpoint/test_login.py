"""The login of a proxy in front: believed from its addresses only; a file of roles says what each may do; limits are each person's."""

import pytest
from starlette.datastructures import Headers

from aizone.endpoint import EndpointSettings
from aizone.endpoint.limits import BytesAnHour, QueriesAtOnce
from aizone.endpoint.login import PROOF_HEADER, login_from
from aizone.endpoint.problems import ProtocolError
from aizone.errors import QueryLimitError, RefusedError, UsageError
from aizone.workspace.people import Person
from tests.endpoint.conftest import served

ROLES = """
default = "view"
[people]
"li.na" = "admin"
"former" = "none"
"王伟" = "review"
[groups]
planning = "review"
press = "none"
"""


def environment(tmp_path, **more):
    path = tmp_path / "roles.toml"
    path.write_text(ROLES, "utf-8")
    return {
        "AIZONE_USER_HEADER": "X-Remote-User",
        "AIZONE_GROUPS_HEADER": "X-Remote-Groups",
        "AIZONE_TRUSTED_PROXIES": "127.0.0.1, 10.1.0.0/16, ::1",
        "AIZONE_ROLES": str(path),
        **more,
    }


@pytest.fixture
def login(tmp_path):
    return login_from(environment(tmp_path))


def asked(login, peer="127.0.0.1", *names, groups=""):
    raw = [(b"x-remote-user", name if isinstance(name, bytes) else name.encode()) for name in names]
    return login.person(Headers(raw=[*raw, (b"x-remote-groups", groups.encode())]), peer)


def refused(*args, **options):
    with pytest.raises(ProtocolError) as found:
        asked(*args, **options)
    return found.value.status


def test_the_proxy_says_who_asks_and_the_file_what_they_may_do(login):
    assert asked(login, "127.0.0.1", "li.na") == Person("li.na", "admin", True)
    assert asked(login, "10.1.9.9", "chen", groups="press, planning").access == "review"
    assert asked(login, "::ffff:127.0.0.1", "chen", groups="others").access == "view"
    assert asked(login, "::1", "王伟") == Person("王伟", "review", True)
    assert refused(login, "127.0.0.1", "former", groups="planning") == 403
    assert refused(login, "127.0.0.1", "chen", groups="press") == 403


@pytest.mark.parametrize("peer", ["10.2.0.1", "192.0.2.7", "::2", "", None, "127.0.0.1.evil.example", "unix:"])
def test_the_header_is_not_believed_from_elsewhere(login, peer):
    assert refused(login, peer, "li.na") == 403


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("",),
        (" ",),
        ("li.na", "wu.di"),
        ("li\u200bna",),
        ("li\u202ena",),
        (b"\xff\xfe",),
        ("x" * 101,),
        (b"a\x1b[2J",),
        ("li.na, wu.di",),  # a proxy on the way made one header of two
    ],
)
def test_no_name_two_names_and_disguised_names_are_refused(login, names):
    assert refused(login, "127.0.0.1", *names) == 401


def test_the_file_of_roles_is_read_again_and_a_damaged_one_lets_in_no_one(login, tmp_path):
    path = tmp_path / "roles.toml"
    for text, access in (('default = "none"\n', 403), ('[people]\n"li.na" = "view"\n', "view"), ("default = 7\n", 503)):
        path.write_text(text, "utf-8")
        if isinstance(access, int):
            assert refused(login, "127.0.0.1", "li.na") == access
        else:
            assert asked(login, "127.0.0.1", "li.na").access == access
    path.unlink()
    assert refused(login, "127.0.0.1", "li.na") == 503


@pytest.mark.parametrize(
    "change",
    [
        {"AIZONE_USER_HEADER": ""},
        {"AIZONE_USER_HEADER": "X Remote: User"},
        {"AIZONE_TRUSTED_PROXIES": ""},
        {"AIZONE_TRUSTED_PROXIES": "proxy.example.org"},
        {"AIZONE_ROLES": "/nowhere/roles.toml"},
    ],
)
def test_a_login_that_is_half_set_up_starts_nothing(tmp_path, change):
    with pytest.raises(UsageError):
        login_from(environment(tmp_path, **change))


@pytest.mark.parametrize(
    "text", ['people = "x"', '[people]\nx = "root"', 'owner = "x"', "default = [", 'default = "all"']
)
def test_a_file_of_roles_that_says_something_else_is_refused(tmp_path, text):
    given = environment(tmp_path)
    (tmp_path / "roles.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError):
        login_from(given)


def test_without_roles_people_may_look_and_without_a_header_there_is_no_login(tmp_path):
    assert asked(login_from(environment(tmp_path, AIZONE_ROLES="")), "127.0.0.1", "li.na").access == "view"
    assert login_from({}) is None


def test_a_visit_needs_the_proof_of_the_door(login):
    name = {"X-Remote-User": "li.na"}
    assert login.visitor({**name, PROOF_HEADER.title(): login.proof}).access == "admin"
    for given in (name, {**name, PROOF_HEADER: "x"}, {PROOF_HEADER: login.proof}):
        with pytest.raises(RefusedError):
            login.visitor(given)


def test_the_endpoint_answers_people_and_programs_with_the_token(tmp_path):
    login = login_from(environment(tmp_path))
    ask = "/sparql?query=ASK{}"
    with served(endpoint=EndpointSettings(login=login, token="t")) as client:
        assert client.get(ask).status_code == 401
        assert client.get("/health").status_code == 200
        assert client.get(ask, headers={"X-Remote-User": "chen"}).status_code == 200
        assert client.get(ask, headers={"X-Remote-User": "former"}).status_code == 403
        assert client.get(ask, headers={"Authorization": "Bearer t"}).status_code == 200
    elsewhere = login_from(environment(tmp_path, AIZONE_TRUSTED_PROXIES="10.0.0.1"))
    with served(endpoint=EndpointSettings(login=elsewhere)) as client:
        assert client.get(ask, headers={"X-Remote-User": "li.na"}).status_code == 403


def test_queries_at_once_are_counted_for_each_person():
    counted = QueriesAtOnce(1)
    with counted.one_more("li.na"), counted.one_more("wu.di"), pytest.raises(QueryLimitError):
        counted.one_more("li.na").__enter__()
    with counted.one_more("li.na"):
        pass


def test_uploads_are_counted_for_each_person_and_hour():
    now = [0.0]
    counted = BytesAnHour(10, clock=lambda: now[0])
    assert [counted.takes("li.na", 6), counted.takes("wu.di", 10), counted.takes("li.na", 6)] == [True, True, False]
    now[0] = 3600.0
    assert counted.takes("li.na", 6)
