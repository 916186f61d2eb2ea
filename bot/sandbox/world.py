"""Everything one sandbox consists of, for those who need several parts at once."""

from dataclasses import dataclass, field

from bot.sandbox.clock import SandboxClock
from bot.sandbox.installation import Installation
from bot.sandbox.timing import Timing
from bot.sandbox.traffic import Traffic
from bot.sandbox.views import Views
from bot.sandbox.workspace import Workspace


@dataclass(slots=True)
class World:
    workspace: Workspace
    clock: SandboxClock
    installation: Installation
    timing: Timing
    views: Views
    traffic: Traffic = field(default_factory=Traffic)
    url: str = ""
