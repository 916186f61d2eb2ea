"""What is written reads back to the same, whatever a plan says."""

from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan_file.describing import describe
from bot.plan_file.naming import Directory
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.schema import PlanFile
from bot.plan_file.writing import write
from jobs.rules.calendar_words import WEEKDAY_CODES, fold
from jobs.use_cases.plan import KnownPerson

HANDLES = ("@clara", "@otto", "@dora", "@max", "Olga Petrenko")
KNOWN = {
    "UCLARA": KnownPerson("UCLARA", "clara", "Clara Sommer"),
    "UOTTO": KnownPerson("UOTTO", "otto", "Otto Brandt"),
    "UDORA": KnownPerson("UDORA", "Dora", "Dora Klein", "guest"),
    "UMAX": KnownPerson("UMAX", "max", "Max Hofer"),
    "UOLGA": KnownPerson("UOLGA", "", "Olga Petrenko"),
}

letters = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z"))
tricky = st.sampled_from(["yes", "no", "null", "~", "12:30", "2026-12-01", "1e3", "a: b", "# c", "@x", "- d", "'", '"'])
names = (st.text(letters, min_size=1, max_size=30) | tricky).filter(lambda text: bool(fold(text)))
paragraphs = (st.text(letters | st.sampled_from("\n\t "), min_size=1, max_size=80) | tricky).filter(
    lambda text: bool(text.split())
)
people = st.sampled_from(HANDLES)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
times = st.times(time(0, 0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
amounts = st.floats(-1e12, 1e12) | st.integers(-10_000, 10_000).map(lambda number: number / 1000)


def maybe(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


def named(key: str, entries: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Entries whose names differ."""
    return st.lists(entries, max_size=3, unique_by=lambda entry: fold(entry[key]))


def merged(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


holders = people | st.permutations(HANDLES).map(lambda pair: {"holder": pair[0], "deputy": pair[1]})
spans = st.tuples(days, st.integers(0, 40)).map(
    lambda span: {"from": span[0], "to": date.fromordinal(span[0].toordinal() + span[1])}
)
companies = merged(
    st.fixed_dictionaries({"coordinator": holders}),
    maybe(
        language=st.sampled_from(["de", "en"]),
        formality=st.sampled_from(["du", "sie"]),
        zone=st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]),
        region=st.sampled_from(["BY", "NW", "Augsburg"]),
        categories=st.just(["catholic"]),
        eves=st.sampled_from(["work", "half", "off"]),
        conversation=st.sampled_from(["#marketing", "#büro", "C0123456"]),
        retrospective_at=times,
    ),
)


@st.composite
def persons(draw: st.DrawFn) -> list[dict[str, Any]]:
    listed = draw(st.lists(people, unique=True, max_size=3))
    own = maybe(
        nudge_at=times,
        days=st.lists(st.sampled_from(WEEKDAY_CODES), min_size=1),
        zone=st.sampled_from(["Europe/Vienna", "Europe/London"]),
        region=st.sampled_from(["HH", "SN"]),
        language=st.sampled_from(["de", "en"]),
    )
    others = {one: draw(st.sampled_from([None, *(other for other in HANDLES if other != one)])) for one in listed}
    return [{"slack": one, "deputy": others[one], **draw(own)} for one in listed]


@st.composite
def activities(draw: st.DrawFn, channels: list[str], goals: list[str]) -> list[dict[str, Any]]:
    optional = maybe(
        lead=st.integers(0, 60),
        tolerance=st.integers(0, 60),
        non_working=st.sampled_from(["before", "after", "nearest", "keep", "skip"]),
        small_version=paragraphs,
        instructions=paragraphs,
        material=st.sampled_from(["https://example.com/a?b=c#d", "http://example.com"]),
        partner=names,
        inside_contact=people,
        escalation=maybe(again=st.integers(1, 20), decider=st.integers(1, 20)),
        rotation=st.fixed_dictionaries(
            {
                "people": st.lists(people, min_size=2, max_size=4, unique=True),
                "every": st.sampled_from(["task", "week", "month", "quarter"]),
            }
        ),
        **({"channel": st.sampled_from(channels)} if channels else {}),
        **({"goal": st.sampled_from(goals)} if goals else {}),
    )
    who = st.permutations(HANDLES).map(lambda row: {"owner": row[0], "deputies": row[1 : 1 + len(row[0]) % 4]})
    rule = st.fixed_dictionaries(
        {
            "title": names,
            "cadence": st.sampled_from(["every week on tue", "monthly on last day", "14 days after completion"]),
            "starts": days,
        }
    )
    return draw(named("title", merged(rule, who, optional)))


@st.composite
def plan_files(draw: st.DrawFn) -> PlanFile:
    metrics = named("name", merged(st.fixed_dictionaries({"name": names}), maybe(unit=names, target=amounts)))
    goals = draw(named("name", st.fixed_dictionaries({"name": names, "metrics": metrics})))
    channels = draw(
        named("name", merged(st.fixed_dictionaries({"name": names}), maybe(silence_limit=st.integers(1, 366))))
    )
    away = merged(st.fixed_dictionaries({"person": people}), spans)
    one_line = {"channels": [" ".join(one["name"].split()) for one in channels], "goals": [g["name"] for g in goals]}
    return PlanFile.model_validate(
        {
            "company": draw(companies),
            "people": draw(persons()),
            "roles": draw(maybe(plan=holders, decide=holders, learn=holders)),
            "goals": goals,
            "channels": channels,
            "activities": draw(activities(one_line["channels"], one_line["goals"])),
            "closing_days": draw(
                st.lists(merged(spans, maybe(name=names)), max_size=2, unique_by=lambda one: one["from"])
            ),
            "absences": draw(st.lists(away, max_size=2, unique_by=lambda one: (one["person"], one["from"]))),
        }
    )


@settings(max_examples=60, deadline=None)
@given(plan_files())
def test_what_is_written_reads_back_to_an_equal_plan_file(plan_file: PlanFile) -> None:
    assert read(write(plan_file)) == plan_file


@settings(max_examples=30, deadline=None)
@given(plan_files())
def test_writing_is_stable(plan_file: PlanFile) -> None:
    again = read(write(plan_file))
    assert isinstance(again, PlanFile)
    assert write(again) == write(plan_file)


@settings(max_examples=60, deadline=None)
@given(plan_files())
def test_a_plan_described_resolves_to_itself(plan_file: PlanFile) -> None:
    plan = resolve(plan_file, KNOWN)
    assert resolve(describe(plan, KNOWN), KNOWN) == plan  # type: ignore[arg-type]


def test_people_are_described_by_the_friendliest_name_that_is_theirs_alone() -> None:
    directory = Directory(KNOWN)
    assert {person.external_id: directory.name_of(person) for person in KNOWN.values()} == {
        "UCLARA": "@clara",
        "UOTTO": "@otto",
        "UDORA": "@Dora",
        "UMAX": "@max",
        "UOLGA": "Olga Petrenko",
    }
