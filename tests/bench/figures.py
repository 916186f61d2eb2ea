"""What was measured, and what it comes to.

Apps are compared within a round, in which both got the same envelopes within seconds; of the rounds the median counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

ACTS = ("command", "press", "form", "message")
APPS = ("ours", "bare", "peer")
MILLISECONDS = 1000


@dataclass(frozen=True)
class Measured:
    """The seconds until each acknowledgement, with what was done; and the seconds of CPU for all of it."""

    took: tuple[tuple[str, float], ...]
    cpu: float

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.took)

    def quantile(self, share: float, act: str | None = None) -> float:
        """The time within which that share of the acknowledgements came; of all kinds, unless one is named."""
        ordered = sorted(seconds for kind, seconds in self.took if act in (None, kind))
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Figures:
    """Every round's measurements by app."""

    rounds: list[dict[str, Measured]] = field(default_factory=list)

    def cpu_ratio(self, app: str, other: str) -> float:
        return median(one[app].cpu_each / one[other].cpu_each for one in self.rounds)

    def time_ratio(self, app: str, other: str) -> float:
        """How many times as long somebody waits, at the median."""
        return median(one[app].quantile(0.5) / one[other].quantile(0.5) for one in self.rounds)

    def tail(self, app: str) -> float:
        """How many times as long the unluckiest hundredth waits as the median."""
        return median(one[app].quantile(0.99) / one[app].quantile(0.5) for one in self.rounds)

    def table(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"\n{'app':5}{'kind':9}{'count':>6}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}"
        for app in APPS:
            yield from self._times(app)
        for app in APPS:
            cpu = median(one[app].cpu_each for one in self.rounds) * MILLISECONDS
            yield f"{app:5}{cpu:6.2f} ms CPU per envelope, p99 {self.tail(app):.1f} x p50"
        for other in ("bare", "peer"):
            cpu_ratio, time_ratio = self.cpu_ratio("ours", other), self.time_ratio("ours", other)
            yield f"ours  {cpu_ratio:.1f} x the CPU and {time_ratio:.1f} x the p50 of {other}"

    def _times(self, app: str) -> Iterator[str]:
        everything = Measured(tuple(took for one in self.rounds for took in one[app].took), 0.0)
        for act in (*ACTS, None):
            count = sum(act in (None, kind) for kind, _ in everything.took)
            times = (everything.quantile(share, act) * MILLISECONDS for share in (0.5, 0.95, 0.99, 1.0))
            yield f"{app:5}{act or 'all':9}{count:6}" + "".join(f"{time:9.1f}" for time in times)
