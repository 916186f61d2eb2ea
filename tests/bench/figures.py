"""What was measured, and what it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

ACTS = ("command", "press", "form", "message")
MILLISECONDS = 1000


@dataclass
class Figures:
    """By app: the seconds until each acknowledgement, by what was done; and the CPU seconds per envelope, by round."""

    took: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)

    def note(self, app: str, took: list[tuple[str, float]], cpu: float) -> None:
        """One app's round."""
        by_act = self.took.setdefault(app, {act: [] for act in ACTS})
        for act, seconds in took:
            by_act[act].append(seconds)
        self.cpu.setdefault(app, []).append(cpu / len(took))

    def quantile(self, app: str, share: float, act: str | None = None) -> float:
        """The time within which that share of the acknowledgements came; of all kinds, unless one is named."""
        kinds = (act,) if act else ACTS
        ordered = sorted(seconds for kind in kinds for seconds in self.took[app][kind])
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def ratio(self, app: str, other: str, share: float) -> float:
        """How many times as long one app takes as another at the same quantile."""
        return self.quantile(app, share) / self.quantile(other, share)

    def cpu_ratio(self, app: str, other: str) -> float:
        """The median over the rounds, in each of which both apps got the same envelopes."""
        return median(one / two for one, two in zip(self.cpu[app], self.cpu[other], strict=True))

    def table(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"\n{'app':5}{'kind':9}{'count':>6}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}"
        for app in self.took:
            yield from (self._line(app, act) for act in (*ACTS, None))
        for app in self.took:
            ratios = (f"{self.cpu_ratio(app, other):7.2f} x {other}" for other in self.took if other != app)
            cpu = median(self.cpu[app]) * MILLISECONDS
            yield f"{app:5}{'CPU per envelope':16}{cpu:8.2f} ms{''.join(ratios)}"

    def _line(self, app: str, act: str | None) -> str:
        count = len(self.took[app][act]) if act else sum(map(len, self.took[app].values()))
        times = (self.quantile(app, share, act) * MILLISECONDS for share in (0.5, 0.95, 0.99, 1.0))
        return f"{app:5}{act or 'all':9}{count:6}" + "".join(f"{time:9.1f}" for time in times)
