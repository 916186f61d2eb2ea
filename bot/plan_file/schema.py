"""What a plan file may say: the company's rhythm as its coordinator writes it, people by their handles.

Checked here is what one value says by itself; what values say about each other is checked in `references.py`.
"""

from datetime import date, time
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from bot.plan_file import values
from bot.plan_file.faults import Path
from bot.plan_file.located import Lines
from jobs.rules.calendar_words import WEEKDAY_CODES
from jobs.rules.numbers import MAX_AMOUNT
from jobs.rules.turns import Every

# Lengths are those of the columns that keep the texts.
Name = Annotated[str, AfterValidator(values.one_line), StringConstraints(min_length=1, max_length=200)]
Unit = Annotated[str, AfterValidator(values.one_line), StringConstraints(max_length=50)]
Paragraph = Annotated[str, AfterValidator(values.paragraph), StringConstraints(min_length=1, max_length=4000)]
Link = Annotated[Name, StringConstraints(max_length=2000), AfterValidator(values.link)]
Handle = Annotated[str, AfterValidator(values.one_line), StringConstraints(min_length=1, max_length=200)]
Email = Annotated[str, AfterValidator(values.one_line), StringConstraints(max_length=254), AfterValidator(values.email)]
Day = Annotated[date, BeforeValidator(values.day)]
ClockTime = Annotated[time, BeforeValidator(values.clock_time)]
Weekday = Annotated[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], BeforeValidator(values.weekday)]
Zone = Annotated[str, AfterValidator(values.zone)]
Cadence = Annotated[str, AfterValidator(values.one_line), AfterValidator(values.cadence)]
Conversation = Annotated[str, AfterValidator(values.conversation), StringConstraints(max_length=100)]
Language = Literal["de", "en"]
WorkingDays = Annotated[int, BeforeValidator(values.whole), Field(ge=0, le=60)]
Wait = Annotated[int, BeforeValidator(values.whole), Field(ge=1, le=20)]
Amount = Annotated[float, BeforeValidator(values.amount), Field(ge=-MAX_AMOUNT, le=MAX_AMOUNT, allow_inf_nan=False)]


class Part(BaseModel):
    """A named part of the file; nothing it says may go unread, so unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Holders(Part):
    """Who holds a role and who stands in; written as a single handle where nobody else stands in."""

    holder: Handle
    deputy: Handle | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_handle(cls, given: Any) -> Any:
        return {"holder": given} if isinstance(given, str) else given

    @model_serializer(mode="wrap")
    def _as_handle(self, handler: SerializerFunctionWrapHandler) -> Any:
        return self.holder if self.deputy is None else handler(self)


class CompanyPart(Part):
    language: Language = "de"
    formality: Literal["du", "sie"] = "du"
    zone: Zone = "Europe/Berlin"
    country: Name = "DE"
    region: Name | None = None
    categories: tuple[Name, ...] = ()
    eves: Literal["work", "half", "off"] = "half"
    coordinator: Holders
    conversation: Conversation | None = None
    retrospective_at: ClockTime = time(9, 30)


def _in_week_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(sorted(set(days), key=WEEKDAY_CODES.index))


class PersonPart(Part):
    """A person's own times. What is left out is the company's; zone and language are then those of the messenger."""

    slack: Handle
    deputy: Handle | None = None
    nudge_at: ClockTime = time(9, 0)
    days: Annotated[tuple[Weekday, ...], AfterValidator(_in_week_order), Field(min_length=1)] = (
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
    )
    zone: Zone | None = None
    country: Name | None = None
    region: Name | None = None
    language: Language | None = None


class RolesPart(Part):
    """Who answers the five questions of marketing. Who coordinates stands with the company."""

    plan: Holders | None = None
    prioritise: Holders | None = None
    decide: Holders | None = None
    measure: Holders | None = None
    learn: Holders | None = None


class MetricPart(Part):
    name: Name
    unit: Unit = ""
    target: Amount | None = None


class GoalPart(Part):
    name: Name
    priority: Annotated[int, BeforeValidator(values.whole), Field(ge=1, le=99)] = 1
    metrics: tuple[MetricPart, ...] = ()


class ChannelPart(Part):
    """A marketing channel; `silence_limit` in calendar days."""

    name: Name
    silence_limit: Annotated[int, BeforeValidator(values.whole), Field(ge=1, le=366)] | None = None


class PartnerPart(Part):
    """Somebody outside; `contact` answers for them inside. Without `email` they get no mail."""

    name: Name
    email: Email | None = None
    language: Language | None = None
    contact: Handle | None = None


class EscalationPart(Part):
    """Working days of waiting before each step of the ladder; what is left out waits as usual."""

    again: Wait | None = None
    deputy: Wait | None = None
    coordinator: Wait | None = None
    decider: Wait | None = None


class RotationPart(Part):
    """Those who own an activity in turns, in this order: one task each, or whatever falls into a period."""

    people: Annotated[tuple[Handle, ...], Field(min_length=1)]
    every: Every


class ActivityPart(Part):
    """A recurring piece of marketing work; `lead` and `tolerance` in working days."""

    title: Name
    channel: Name | None = None
    goal: Name | None = None
    owner: Handle
    rotation: RotationPart | None = None
    deputies: tuple[Handle, ...] = ()
    cadence: Cadence
    starts: Day
    lead: WorkingDays = 3
    tolerance: WorkingDays = 2
    non_working: Literal["before", "after", "nearest", "keep", "skip"] = "before"
    small_version: Paragraph | None = None
    instructions: Paragraph | None = None
    material: Link | None = None
    partner: Name | None = None
    inside_contact: Handle | None = None
    escalation: EscalationPart | None = None


class ClosingPart(Part):
    """Days on which the company is closed, both ends included."""

    first_on: Day = Field(alias="from")
    last_on: Day = Field(alias="to")
    name: Annotated[str, AfterValidator(values.one_line), StringConstraints(max_length=200)] = ""

    @model_validator(mode="after")
    def _rising(self) -> "ClosingPart":
        _check_rising(self.first_on, self.last_on)
        return self


class AbsencePart(Part):
    """Days on which a person is not asked, both ends included; without an end until further notice. No cause, ever."""

    person: Handle
    first_on: Day = Field(alias="from")
    last_on: Day | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _rising(self) -> "AbsencePart":
        if self.last_on is not None:
            _check_rising(self.first_on, self.last_on)
        return self


def _check_rising(first: date, last: date) -> None:
    if last < first:
        raise values.refused("span_reversed", last, detail=first.isoformat())


class PlanFile(Part):
    """A whole plan file. Two are equal when they say the same, wherever it stands in them."""

    company: CompanyPart
    people: tuple[PersonPart, ...] = ()
    roles: RolesPart = RolesPart()
    goals: tuple[GoalPart, ...] = ()
    channels: tuple[ChannelPart, ...] = ()
    partners: tuple[PartnerPart, ...] = ()
    activities: tuple[ActivityPart, ...] = ()
    closing_days: tuple[ClosingPart, ...] = ()
    absences: tuple[AbsencePart, ...] = ()

    _lines: Lines = PrivateAttr(default_factory=Lines)

    @property
    def lines(self) -> Lines:
        """Where its parts stand in the file it was read from."""
        return self._lines

    def model_post_init(self, context: Any) -> None:
        if isinstance(context, Lines):
            self._lines = context


def keys_at(path: Path) -> tuple[str, ...]:
    """The keys allowed in the part at a path of the file."""
    part: type[BaseModel] = PlanFile
    for step in path:
        if isinstance(step, str):
            part = _part_in(part.model_fields[step].annotation) or part
    return tuple(field.alias or name for name, field in part.model_fields.items())


def _part_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_part_in, get_args(annotation))), None)
