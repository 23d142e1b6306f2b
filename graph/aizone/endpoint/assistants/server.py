"""The server of the Model Context Protocol: its tools as the SDK declares them, over standard input or HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import Field, ValidationError
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ...errors import AizoneError
from ...i18n import Lang, Translate, translator
from ...version import __version__
from ..configuration import EndpointSettings
from ..current import CurrentWorkspace
from ..gate import Gate
from ..veiled import veiled
from .arguments import argument_errors, check_names, unknown_tool
from .evidence import Told
from .tools import Tools

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_MOST_SAID = 1_000
_INSTRUCTIONS = """Who is responsible for what in Chinese government action plans. Every record comes with evidence: the quoted
sentence where the workspace holds it, its position (start and end, code points of the plan's text), the owner list as written,
or the registry that states it, and with the SPARQL behind it. Tell the reader the quote and where it is written; a role
with basis 'order' is inferred from the order of the list, not stated. Do not answer from anything that came without evidence.
Names may be written as plans write them (市科技局); one that fits several things is asked back: give the plan, or the address."""

Name = Annotated[
    str, Field(description="a name as plans write it, in Chinese or English, or an address such as id:unit/…")
]
Plan = Annotated[str | None, Field(description="a plan's title, slug or address; its issuer decides what a name means")]
Limit = Annotated[int, Field(ge=1, le=50, description="records at most")]


class _Server(MCPServer[Any]):
    """The SDK's server, with words of ours for arguments that do not fit.

    Args:
        _: translates them.
        name: of the server.
        options: those of the SDK.
    """

    def __init__(self, _: Translate, name: str, **options: Any) -> None:  # noqa: ANN401 - as in the base
        super().__init__(name, **options)
        self._ = _

    async def call_tool(
        self,
        name: str,
        arguments: dict[str, Any],
        context: Any = None,  # noqa: ANN401
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; arguments that do not fit, and a tool that does not exist, are answered in words."""
        tools = {tool.name: tool.input_schema for tool in await self.list_tools()}
        try:
            if name not in tools:
                raise unknown_tool(name, tools)
            check_names(name, tools[name], arguments)
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            said: AizoneError = argument_errors(name, tools[name], error.__cause__)
        except AizoneError as error:
            said = error
        return CallToolResult(content=[TextContent(type="text", text=_cut(said.line(self._)))], is_error=True)


def _cut(line: str) -> str:
    """A line that may repeat what it was given, no longer than can be read."""
    return line if len(line) <= _MOST_SAID else f"{line[: _MOST_SAID - 1]}…"


def build_server(current: CurrentWorkspace, lang: Lang) -> MCPServer[Any]:
    """The server with its tools.

    Args:
        current: the workspace.
        lang: language of names, words and errors.
    """
    server: MCPServer[Any] = _Server(
        translator(lang), "aizone", title="aizone", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    _ = translator(lang)

    def answered(call: Callable[[Tools], Told]) -> CallToolResult:
        try:
            told = call(Tools(current.get(), lang))
        except AizoneError as error:
            return CallToolResult(
                content=[TextContent(type="text", text=_cut(veiled(error, _).line(_)))], is_error=True
            )
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))  # an assistant pays for every blank
        return CallToolResult(content=[TextContent(type="text", text=text)])

    @server.tool(annotations=_READ_ONLY)
    def find(
        name: Name,
        kind: Annotated[str | None, Field(description="az:Unit, az:WorkItem, az:NamedEntity, az:Plan")] = None,
        plan: Plan = None,
        limit: Limit = 10,
    ) -> CallToolResult:
        """Everything that a written name may mean: units, plans, tasks, platforms, topics; other words are looked for in the plans."""
        return answered(lambda tools: tools.find(name, kind, plan, limit))

    @server.tool(annotations=_READ_ONLY)
    def unit(name: Name, plan: Plan = None) -> CallToolResult:
        """One unit (a bureau, committee, local government): other names, roles, partners, goals, with words that name it."""
        return answered(lambda tools: tools.unit(name, plan))

    @server.tool(annotations=_READ_ONLY)
    def duties(
        unit: Name,
        plan: Plan = None,
        role: Annotated[
            Literal["lead", "responsible", "support", "supervise"] | None, Field(description="only this role")
        ] = None,
        limit: Limit = 20,
    ) -> CallToolResult:
        """Duties of a unit: the measures it is responsible for, with role, how the role is known, deadline, and the sentence."""
        return answered(lambda tools: tools.duties(unit, plan, role, limit))

    @server.tool(annotations=_READ_ONLY)
    def overlaps(
        plan: Plan = None,
        unit: Annotated[str | None, Field(description="only pairs with this unit")] = None,
        min_shared: Annotated[int, Field(ge=1, description="measures a pair shares at least")] = 1,
        groups: Annotated[
            Literal["one", "expand"], Field(description="a collective owner counts as one, or as its members")
        ] = "one",
        limit: Limit = 10,
    ) -> CallToolResult:
        """Pairs of units that own measures together, most shared first, with what chance alone would explain."""
        return answered(lambda tools: tools.overlaps(plan, unit, min_shared, groups, limit))

    @server.tool(annotations=_READ_ONLY)
    def findings(
        plan: Annotated[str, Field(description="a plan's title, slug or address")],
        unit: Annotated[str | None, Field(description="only findings about measures of this unit")] = None,
        limit: Limit = 10,
    ) -> CallToolResult:
        """Measures under different leads that touch the same thing, technology or words and need coordination, worst first."""
        return answered(lambda tools: tools.findings(plan, unit, limit))

    @server.tool(annotations=_READ_ONLY)
    def evidence(
        node: Annotated[
            str, Field(description="the address of a measure, assignment, target, unit or thing, or its name")
        ],
        limit: Limit = 10,
    ) -> CallToolResult:
        """The words that a fact or thing was read from, and where they are written."""
        return answered(lambda tools: tools.evidence(node, limit))

    @server.tool(annotations=_READ_ONLY)
    def questions() -> CallToolResult:
        """The questions that `ask` answers, with their parameters."""
        return answered(lambda tools: tools.questions())

    @server.tool(annotations=_READ_ONLY)
    def ask(
        question: Annotated[str, Field(description="the name of a question of the library; `questions` lists them")],
        params: Annotated[dict[str, str] | None, Field(description="its parameters, as names or addresses")] = None,
        limit: Limit = 20,
    ) -> CallToolResult:
        """A question of the library, such as leads_per_unit, targets_with_units, deadlines, tasks_without_lead."""
        return answered(lambda tools: tools.ask(question, params or {}, limit))

    @server.tool(annotations=_READ_ONLY)
    def sparql(
        query: Annotated[
            str, Field(description="SELECT, CONSTRUCT or DESCRIBE; select the things themselves, not only counts")
        ],
        limit: Limit = 20,
    ) -> CallToolResult:
        """Your own SPARQL 1.1 query over the graph; read-only, stopped at its limits of time, memory and rows."""
        return answered(lambda tools: tools.sparql(query, limit))

    return server


def assistant_application(current: CurrentWorkspace, lang: Lang, settings: EndpointSettings) -> ASGIApp:
    """The server over streamable HTTP at `/mcp`, behind the same gate as the endpoint.

    Args:
        current: the workspace.
        lang: language of names, words and errors.
        settings: who may ask.
    """
    # the gate has looked at Host; the SDK looks at Origin, which only a page in a browser sends
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=_with_ports(settings.hosts),
        allowed_origins=list(settings.cors),
    )
    application: Starlette = build_server(current, lang).streamable_http_app(
        stateless_http=True, transport_security=security
    )
    return Gate(application, settings)


def _with_ports(hosts: tuple[str, ...]) -> list[str]:
    return [form for host in hosts for form in (host, f"{host}:*")]
