"""`/invite @somebody`: the messenger's own command, with which an app gets its seat in a channel."""

from bot.sandbox.acts import Act, Outcome
from bot.sandbox.app_events import AppEvents
from bot.sandbox.posting import Posting
from bot.sandbox.world import World

COMMAND = "/invite"


class Invitations:
    """Lets members in. Lives on the sandbox's loop."""

    def __init__(self, world: World, events: AppEvents, posting: Posting) -> None:
        self._world = world
        self._events = events
        self._posting = posting

    def invite(self, act: Act) -> Outcome:
        """Add who is named to the channel; Slackbot says why where it cannot be done."""
        conversation, handle = act.conversation(), act.text().removeprefix(COMMAND).strip().removeprefix("@")
        member = self._world.workspace.by_handle(handle)
        if member is None or member.deleted or conversation.kind == "im":
            self._posting.by_slackbot(conversation, f"{COMMAND}: nobody here is called {handle}.", act.member.id)
            return Outcome(error="user_not_found")
        if self._world.workspace.join(conversation, member.id):
            self._posting.joining(conversation, member)
            self._events.joined_channel(conversation, member, act.member)
        return Outcome()
