"""The modals and App Homes that members have open."""

from bot.sandbox.records import View
from bot.sandbox.workspace import Workspace


class Views:
    """Which views exist: one App Home per member, and a stack of modals per member."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}

    def top(self, user: str) -> View | None:
        """The modal `user` looks at."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None
