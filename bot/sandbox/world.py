"""Everything one sandbox consists of, for those who need several parts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.sandbox.blocks import BlockRules
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Faults
from bot.sandbox.installation import Installation
from bot.sandbox.records import JsonObject
from bot.sandbox.timing import Timing
from bot.sandbox.traffic import Traffic
from bot.sandbox.triggers import Triggers
from bot.sandbox.uploads import Uploads
from bot.sandbox.views import Views
from bot.sandbox.workspace import Workspace


@dataclass(slots=True)
class World:
    """The state of one sandbox. Who acts on it stands in other modules; here it only lies together."""

    workspace: Workspace
    clock: SandboxClock
    installation: Installation
    timing: Timing
    url: str
    tour: Mapping[str, Sequence[JsonObject]]
    views: Views = field(init=False)
    uploads: Uploads = field(init=False)
    triggers: Triggers = field(init=False)
    block_rules: BlockRules = field(init=False)
    traffic: Traffic = field(default_factory=Traffic)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.views = Views(self.workspace)
        self.uploads = Uploads(self.workspace)
        self.triggers = Triggers(self.workspace.ids)
        self.block_rules = BlockRules(lambda file_id: self.uploads.usable(file_id, self.timing.file_ready))
