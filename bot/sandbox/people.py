"""What a member can do, and what becomes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeAlias

from bot.sandbox.acts import Act, Outcome, outcome_of
from bot.sandbox.app_events import AppEvents
from bot.sandbox.element_states import state_of, with_choice
from bot.sandbox.elements import Placed, action_of, find
from bot.sandbox.envelopes import block_actions_in_message, block_actions_in_view, command_payload
from bot.sandbox.invitations import COMMAND, Invitations
from bot.sandbox.modals import Modals
from bot.sandbox.posting import Posting
from bot.sandbox.records import Conversation, JsonObject, Message, View
from bot.sandbox.refusal import ImpossibleError, Refused
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.rich_text import encoded
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World

Doing: TypeAlias = Callable[[Act], Awaitable[Outcome]]


class People:
    """Acts for the members. Lives on the sandbox's loop."""

    def __init__(
        self,
        world: World,
        sockets: Sockets,
        events: AppEvents,
        posting: Posting,
        response_urls: ResponseUrls,
    ) -> None:
        self._world = world
        self._sockets = sockets
        self._events = events
        self._posting = posting
        self._response_urls = response_urls
        self._invitations = Invitations(world, events, posting)
        modals = Modals(world, sockets)
        self._doings: dict[str, Doing] = {
            "slash": self._slash,
            "press": self._press,
            "choose": self._choose,
            "submit": modals.submit,
            "close": modals.close,
            "write": self._write,
            "edit": self._edit,
            "delete": self._delete,
            "home": self._home,
            "seen": self._seen,
        }

    async def do(self, details: JsonObject) -> Outcome:
        """Carry out one act. Raises ImpossibleError for what a person could not do."""
        member = self._world.workspace.members.get(details.get("as", ""))
        if member is None or member.is_bot:
            raise ImpossibleError("user_not_found", f"There is no member {details.get('as')} to act as.")
        if member.deleted:
            raise ImpossibleError("user_disabled", f"{member.name} is deactivated and cannot act.")
        doing = self._doings.get(details.get("do", ""))
        if doing is None:
            raise ImpossibleError("unknown_act", f"One can do: {', '.join(self._doings)}.")
        return await doing(Act(member, details, self._world))

    async def _slash(self, act: Act) -> Outcome:
        """A command. What goes wrong is told to the person by Slackbot, in Slack's own words."""
        conversation = act.conversation()
        command, _, rest = act.text().partition(" ")
        if command == COMMAND:
            return self._invitations.invite(act)
        if command not in self._world.installation.commands or not self._installed():
            self._posting.by_slackbot(conversation, f"{command} is not a valid command.", act.member.id)
            return Outcome(error="unknown_command")
        payload = command_payload(
            self._world,
            act.member,
            conversation,
            command=command,
            text=encoded(rest.strip(), self._world.workspace),
            trigger_id=self._world.triggers.issue(act.member.id, conversation=conversation.id),
            response_url=self._response_urls.issue(conversation, act.member.id),
        )
        outcome = outcome_of(await self._sockets.deliver("slash_commands", payload, answerable=True))
        if outcome.error is None:
            outcome = self._show_answer(act, conversation, outcome)
        if outcome.error is not None:
            failure = f'{command} failed with the error "{outcome.error}"'
            self._posting.by_slackbot(conversation, failure, act.member.id)
        return outcome

    def _show_answer(self, act: Act, conversation: Conversation, outcome: Outcome) -> Outcome:
        """Show the payload of an acknowledged command; nothing is shown for one without."""
        if not outcome.ack:
            return outcome
        try:
            self._response_urls.show(outcome.ack, conversation, act.member.id)
        except Refused as refusal:
            detail = {"app": "; ".join([refusal.error, *refusal.messages])}
            return replace(outcome, error="invalid_command_response", errors=detail)
        return outcome

    async def _press(self, act: Act) -> Outcome:
        return await self._touch(act, None)

    async def _choose(self, act: Act) -> Outcome:
        if "option" not in act.details:
            raise ImpossibleError("no_option", "Say which option is chosen.")
        return await self._touch(act, act.details["option"])

    async def _touch(self, act: Act, option: Any) -> Outcome:
        """Press a button, or choose `option`, in a message or a view; `values` is what was typed around it."""
        view = act.view()
        if view is not None:
            before = view.values
            placed, state, after = self._touched(view.content["blocks"], before, act, option)
            if after is not before:
                self._world.views.enter(view, after)
            return await self._tell_of_view(act, view, placed, state)
        message = act.message()
        before = message.chosen.get(act.member.id, {})
        placed, state, after = self._touched(message.blocks, before, act, option)
        if after is not before:
            self._world.workspace.change_message(message, chosen=message.chosen | {act.member.id: after})
        return await self._tell_of_message(act, message, placed, state)

    def _touched(
        self, blocks: list[JsonObject], before: JsonObject, act: Act, option: Any
    ) -> tuple[Placed, JsonObject | None, JsonObject]:
        """The element, its new state if it has one, and what stands in all elements from now on."""
        pressed = act.details["do"] == "press"
        wanted = ("action_id", "block_id", "value") if pressed else ("action_id", "block_id")
        placed = find(blocks, {name: act.details[name] for name in wanted if act.details.get(name) is not None})
        after = act.entered(blocks, before)
        if pressed:
            return placed, None, after
        state = state_of(placed.element, option)
        return placed, state, with_choice(after, placed, state)

    async def _tell_of_view(self, act: Act, view: View, placed: Placed, state: JsonObject | None) -> Outcome:
        if not placed.dispatches(act.details.get("by")):
            return Outcome()
        modal = view.id if view.type == "modal" else None
        trigger = self._world.triggers.issue(act.member.id, modal, view.opened_in)
        action = action_of(placed, state, self._world.clock.timestamp())
        payload = block_actions_in_view(self._world, act.member, view, action=action, trigger_id=trigger)
        return outcome_of(await self._sockets.deliver("interactive", payload, answerable=False))

    async def _tell_of_message(self, act: Act, message: Message, placed: Placed, state: JsonObject | None) -> Outcome:
        if not placed.dispatches(act.details.get("by")):
            return Outcome()
        conversation = act.conversation()
        payload = block_actions_in_message(
            self._world,
            act.member,
            conversation,
            message,
            action=action_of(placed, state, self._world.clock.timestamp()),
            trigger_id=self._world.triggers.issue(act.member.id, conversation=conversation.id),
            response_url=self._response_urls.issue(conversation, act.member.id, message),
        )
        return outcome_of(await self._sockets.deliver("interactive", payload, answerable=False))

    async def _write(self, act: Act) -> Outcome:
        conversation, thread_ts = act.conversation(), act.thread()
        if conversation.archived:
            raise ImpossibleError("is_archived", "This conversation is archived.")
        self._posting.by_member(conversation, act.member, act.text(), thread_ts)
        return Outcome()

    async def _edit(self, act: Act) -> Outcome:
        self._posting.rewrite(act.conversation(), act.own_message(), act.text())
        return Outcome()

    async def _delete(self, act: Act) -> Outcome:
        self._posting.delete(act.conversation(), act.own_message())
        return Outcome()

    async def _home(self, act: Act) -> Outcome:
        """Look at the app: its home tab, or its messages tab with `{"tab": "messages"}`."""
        tab = act.details.get("tab", "home")
        if tab not in ("home", "messages"):
            raise ImpossibleError("unknown_tab", f"The app has no tab {tab}, only home and messages.")
        self._events.home_opened(act.member, self._world.workspace.im_with(act.member.id), tab)
        return Outcome()

    async def _seen(self, act: Act) -> Outcome:
        """Have seen everything in a conversation, or in the thread `thread_ts`."""
        self._world.workspace.mark_seen(act.conversation(), act.member.id, act.thread())
        return Outcome()

    def _installed(self) -> bool:
        return self._world.installation.state == "installed"
