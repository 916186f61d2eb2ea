"""The modals and App Homes that members have open."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.element_states import Here, values_of
from bot.sandbox.elements import with_ids
from bot.sandbox.records import JsonObject, View
from bot.sandbox.refusal import Refused
from bot.sandbox.workspace import Workspace

STACK_LIMIT = 3


@dataclass(slots=True)
class Views:
    """Which views exist: one App Home per member, and a stack of modals per member.

    The content it is given was checked before.
    """

    workspace: Workspace
    homes: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)

    def top(self, user: str) -> View | None:
        """The modal `user` looks at."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def open(self, user: str, content: JsonObject, opened_in: str | None = None) -> View:
        """A new modal in place of whatever `user` had open, while they looked at the conversation `opened_in`."""
        view = self._new(user, content, opened_in=opened_in)
        self.stacks[user] = [view]
        self.workspace.changed()
        return view

    def push(self, user: str, content: JsonObject) -> View:
        """A modal on top of the one that is open. Raises Refused `push_limit_reached`, or `not_found` without one."""
        stack = self.stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK_LIMIT:
            raise Refused("push_limit_reached")
        view = self._new(user, content, stack[-1], opened_in=stack[-1].opened_in)
        stack.append(view)
        self.workspace.changed()
        return view

    def publish(self, user: str, content: JsonObject, expected: str | None) -> View:
        """The App Home of `user`. Raises Refused `hash_conflict` if it is not the one the app last saw."""
        home = self.homes.get(user)
        if expected is not None and (home is None or home.hash != expected):
            raise Refused("hash_conflict")
        if home is None:
            self.homes[user] = self._new(user, content)
            self.workspace.changed()
        else:
            self.replace(home, content)
        return self.homes[user]

    def replace(self, view: View, content: JsonObject) -> None:
        """Other content in an open view; what was typed stays in elements whose ids stay."""
        view.content = self._content(content, view)
        view.values = values_of(view.content["blocks"], view.values, self._here(view))
        view.errors = {}
        view.hash = self._hash()
        self.workspace.changed()

    def enter(self, view: View, values: JsonObject) -> None:
        """What the person has typed and chosen so far."""
        view.values = values_of(view.content["blocks"], values, self._here(view))
        self.workspace.changed()

    def fail(self, view: View, errors: dict[str, str]) -> None:
        """Show errors at the inputs they belong to."""
        view.errors = errors
        self.workspace.changed()

    def close_top(self, user: str) -> None:
        self.stacks[user].pop()
        self.workspace.changed()

    def clear(self, user: str) -> None:
        self.stacks.pop(user, None)
        self.workspace.changed()

    def named(self, view_id: str | None, external_id: str | None) -> View | None:
        """An open view by its id, or by the id the app gave it."""
        for view in [*self.homes.values(), *(v for stack in self.stacks.values() for v in stack)]:
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        return None

    def _new(self, user: str, content: JsonObject, below: View | None = None, *, opened_in: str | None = None) -> View:
        view_id = self.workspace.ids.new("V")
        kind: Any = content["type"]
        view = View(
            view_id,
            user,
            kind,
            self._content(content),
            self._hash(),
            root_id=below.root_id if below else view_id,
            previous_id=below.id if below else None,
            opened_in=opened_in,
        )
        view.values = values_of(view.content["blocks"], {}, self._here(view))
        return view

    def _here(self, view: View) -> Here | None:
        conversation = self.workspace.conversations.get(view.opened_in or "")
        if conversation is None:
            return None
        kinds: dict[str, Any] = {"im": "im", "private": "private", "channel": "public"}
        return Here(conversation.id, kinds[conversation.kind], self.workspace.is_shared(conversation))

    def _content(self, content: JsonObject, replaced: View | None = None) -> JsonObject:
        external_id = content.get("external_id")
        other = self.named(None, external_id) if external_id else None
        if other is not None and other is not replaced:
            raise Refused("duplicate_external_id")
        return {**content, "blocks": with_ids(content["blocks"], self.workspace.ids)}

    def _hash(self) -> str:
        return f"{self.workspace.clock.epoch()}.{self.workspace.ids.secret()[:8]}"
