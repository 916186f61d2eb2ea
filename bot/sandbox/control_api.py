"""The HTTP interface of tests to what is not a person's act: faults, links, time limits, the app's installation."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.app_events import AppEvents
from bot.sandbox.installation import Installation
from bot.sandbox.json_answers import answering, read_object
from bot.sandbox.records import JsonObject
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World


class ControlApi:
    """Takes orders of those who test an app. No authentication, loopback only."""

    def __init__(self, world: World, sockets: Sockets, events: AppEvents) -> None:
        self._world = world
        self._sockets = sockets
        self._events = events

    def routes(self) -> list[Route]:
        return [
            Route("/sandbox/faults", self.faults, methods=["GET"]),
            Route("/sandbox/faults", self.order_fault, methods=["POST"]),
            Route("/sandbox/faults", self.clear_faults, methods=["DELETE"]),
            Route("/sandbox/sockets", self.disturb_sockets, methods=["POST"]),
            Route("/sandbox/timing", self.set_timing, methods=["POST"]),
            Route("/sandbox/app", self.app, methods=["GET"]),
            Route("/sandbox/app", self.change_app, methods=["POST"]),
        ]

    @answering
    async def faults(self, _: Request) -> JsonObject:
        return {"faults": self._world.faults.listed()}

    @answering
    async def order_fault(self, request: Request) -> JsonObject:
        self._world.faults.order(await read_object(request))
        return {"ok": True, "faults": self._world.faults.listed()}

    @answering
    async def clear_faults(self, _: Request) -> JsonObject:
        self._world.faults.clear()
        return {"ok": True}

    @answering
    async def disturb_sockets(self, request: Request) -> JsonObject:
        wish = (await read_object(request)).get("do")
        if wish == "refresh":
            await self._sockets.refresh()
        elif wish == "drop":
            self._sockets.drop()
        elif wish == "redeliver":
            if not await self._sockets.redeliver():
                raise ValueError("No event was sent yet that could be sent again.")
        else:
            raise ValueError("Sockets can be told to refresh, drop or redeliver.")
        return {"ok": True}

    @answering
    async def set_timing(self, request: Request) -> JsonObject:
        self._world.timing = self._world.timing.changed(await read_object(request))
        return {"ok": True, "timing": asdict(self._world.timing)}

    @answering
    async def app(self, _: Request) -> JsonObject:
        return app_row(self._world.installation)

    @answering
    async def change_app(self, request: Request) -> JsonObject:
        """Other scopes, events or commands; `{"do": "uninstall" | "revoke" | "install"}`."""
        installation, facts = self._world.installation, await read_object(request)
        wish = facts.pop("do", None)
        unknown = set(facts) - {"scopes", "events", "commands"}
        if unknown or wish not in (None, "uninstall", "revoke", "install"):
            raise ValueError('Send {"do": "uninstall" | "revoke" | "install"}, "scopes", "events" or "commands".')
        for name, value in facts.items():
            setattr(installation, name, list(value))
        if wish == "uninstall":
            installation.state = "uninstalled"
            self._events.tokens_revoked()
            self._events.uninstalled()
        elif wish == "revoke":
            installation.state = "revoked"
            self._events.tokens_revoked()
        elif wish == "install":
            installation.state = "installed"
        self._world.workspace.changed()
        return app_row(installation)


def app_row(installation: Installation) -> JsonObject:
    """The app without its tokens."""
    return {
        "app_id": installation.app_id,
        "bot_id": installation.bot_id,
        "bot_user_id": installation.bot_user_id,
        "state": installation.state,
        "scopes": list(installation.scopes),
        "events": list(installation.events),
        "commands": list(installation.commands),
    }
