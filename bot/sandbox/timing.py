"""How long Slack waits, in real seconds; tests make it shorter."""

from dataclasses import dataclass, fields, replace

from bot.sandbox.records import JsonObject


@dataclass(frozen=True, slots=True)
class Timing:
    """Limits that bind the app's process. Slack's own values are the defaults.

    `ack`: an envelope must be acknowledged within this (docs.slack.dev, implementing slash commands).
    `trigger`: a trigger_id opens a view within this. `retry_delays`: an event that was not acknowledged
    is sent again after each of these (docs.slack.dev, Events API: at once, one minute, five minutes).
    `ticket`: a Socket Mode address is good for this. `file_ready`: an uploaded picture can be used in
    a block only this long after its completion (about a second).
    """

    ack: float = 3.0
    trigger: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    ticket: float = 30.0
    file_ready: float = 1.0

    def changed(self, facts: JsonObject) -> "Timing":
        """These limits with some replaced. Raises ValueError for an unknown name or a negative number."""
        known = [f.name for f in fields(self)]
        unknown = sorted(set(facts) - set(known))
        if unknown:
            raise ValueError(f"There is no limit {', '.join(unknown)}. There are: {', '.join(known)}.")
        numbers = {k: tuple(map(float, v)) if k == "retry_delays" else float(v) for k, v in facts.items()}
        if any(min(v, default=0) < 0 if isinstance(v, tuple) else v < 0 for v in numbers.values()):
            raise ValueError("A limit cannot be negative.")
        return replace(self, **numbers)  # type: ignore[arg-type]  # the names were checked above
