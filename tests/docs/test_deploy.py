"""The files of a shared deployment name options, variables, addresses and files that exist."""

import os
import re
import shlex
import shutil
import subprocess
import tomllib

import pytest

from aizone.cli.parser import build_parser
from aizone.endpoint import configuration, login
from aizone.i18n import translator
from aizone.version import __version__
from tests.conftest import ROOT

FILES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "deploy").iterdir())}
GUIDE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")


def commands():
    """Every call of aizone in the files, as words."""
    for text in FILES.values():
        for line in re.findall(r"^(?:ExecStart=.*|CMD .*|HEALTHCHECK .*)$", text, re.MULTILINE):
            found = re.search(r'\baizone"?,? "?(app|backup)\b.*', re.sub(r"\$\([^)]*\)", "today", line))
            if found:
                yield shlex.split(found[0].rstrip("'").replace('", "', " ").replace('"]', "").replace('"', ""))
    for line in re.findall(r"^    (?:sudo -u aizone )?(?:/opt/aizone/bin/)?(aizone .*)$", GUIDE, re.MULTILINE):
        yield shlex.split(line)


def test_every_command_is_one():
    found = list(commands())
    assert len(found) > 5
    for words in found:
        build_parser(translator("en"), __version__, words[1:]).parse_args(words[1:])


def test_every_variable_is_one():
    named = {name for text in (*FILES.values(), GUIDE) for name in re.findall(r"\bAIZONE_[A-Z_]+\b", text)}
    assert {name for name in named if f"### {name}\n" not in REFERENCE} == set()
    assert {login.USER_VARIABLE, login.PROXIES_VARIABLE, login.ROLES_VARIABLE, configuration.UPLOADS_VARIABLE} <= named


def test_the_settings_and_roles_are_taken(tmp_path):
    lines = [line for line in FILES["aizone.env"].splitlines() if not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    (tmp_path / "roles.toml").write_text(FILES["roles.toml"], "utf-8")
    found = configuration.endpoint_settings_from({**given, "AIZONE_ROLES": str(tmp_path / "roles.toml")}, "127.0.0.1")
    assert found.login.roles.of("li.na", ()) == tomllib.loads(FILES["roles.toml"])["people"]["li.na"]
    assert found.login.user_header in re.findall(r"proxy_set_header (\S+) \$remote_user;", FILES["nginx.conf"])
    assert found.login.user_header in re.findall(r"header_up (\S+) \{http.auth.user.id\}", FILES["Caddyfile"])
    assert FILES["Caddyfile"].count("header_up -X-Remote-Groups") == FILES["Caddyfile"].count("reverse_proxy")
    for header in re.findall(r"X-Remote-\w+", FILES["nginx.conf"]):
        assert f"proxy_set_header {header} " in FILES["nginx.conf"], "what a browser sends under this name is replaced"


def test_the_container_copies_what_exists_and_the_guide_names_every_file():
    for line in re.findall(r"^COPY (.*) \S+$", FILES["Containerfile"], re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split())
    assert {name for name in FILES if name not in GUIDE} == set()
    assert "podman build --format docker" in GUIDE, "the format of OCI leaves HEALTHCHECK out"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path):
    units = [name for name in FILES if name.endswith((".service", ".timer"))]
    for name in units:
        text = re.sub(r"/opt/aizone/bin/aizone", "/bin/true", FILES[name])
        (tmp_path / name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("caddy") is None, reason="needs caddy")
def test_caddy_takes_its_file(tmp_path):
    users = tmp_path / "aizone.users"
    users.write_text("li.na $2a$14$EMzFDx9kcXSYBGB9TrGZL.zUfVdAZ1I4yYzXrm6fULnEJWFzBSE6q\n", "utf-8")
    path = tmp_path / "Caddyfile"
    path.write_text(FILES["Caddyfile"].replace("/etc/caddy/aizone.users", str(users)), "utf-8")
    command = ["caddy", "validate", "--config", str(path), "--adapter", "caddyfile"]
    environ = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_takes_its_file(tmp_path):
    site = re.sub(r"ssl_certificate.*\n", "", FILES["nginx.conf"])
    site = site.replace("listen 443 ssl", f"listen unix:{tmp_path}/socket").replace("/etc/nginx/", f"{tmp_path}/")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{site}\n}}\n", "utf-8"
    )
    command = ["nginx", "-t", "-q", "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
