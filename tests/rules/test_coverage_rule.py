"""How well tasks ahead are covered: how far down its chain each would go, and which gaps come first."""

from datetime import date

import pytest

from jobs.rules.availability import Chain, PersonFacts, Span, build_chain
from jobs.rules.coverage import (
    Cover,
    Gap,
    GapKind,
    Missing,
    Share,
    Watched,
    cover_of,
    first_gaps,
    gap_of,
    gaps_in,
    share_of,
)
from jobs.rules.regions import Region
from tests.rules.calendars import BAVARIA

OTTO, DORA, EVA, CLARA, MAX = 1, 2, 3, 4, 5
IN_BAVARIA = {person: Region("DE", "BY") for person in (OTTO, DORA, EVA, CLARA, MAX)}
DAY = date(2026, 12, 17)
"""A Thursday; the Bavarian school holidays begin a week later."""
HOLIDAY = date(2026, 12, 28)
WEEK = Span(date(2026, 12, 14), date(2026, 12, 20))


def person(id_: int, *absences: Span, active: bool = True, reachable: bool = True) -> PersonFacts:
    return PersonFacts(id_, active, reachable, absences, BAVARIA)


def chain(away: tuple[int, ...] = (), *, deputies: tuple[int, ...] = (DORA,), owner: int | None = OTTO) -> Chain:
    """Owned by Otto, Dora stands in, Clara coordinates, Max is her deputy; those `away` are so for a week."""

    def facts(id_: int) -> PersonFacts:
        return person(id_, WEEK) if id_ in away else person(id_)

    return build_chain(
        owner=facts(owner) if owner else None,
        deputies=[facts(one) for one in deputies],
        coordinator=facts(CLARA),
        coordinator_deputy=facts(MAX),
    )


@pytest.mark.parametrize(
    ("away", "cover"),
    [
        ((), "owner"),
        ((OTTO,), "stand_in"),
        ((OTTO, DORA), "coordinator"),
        ((OTTO, DORA, CLARA), "coordinator"),
        ((OTTO, DORA, CLARA, MAX), "nobody"),
        ((DORA, CLARA, MAX), "owner"),
    ],
)
def test_how_far_down_the_chain_a_task_would_go(away: tuple[int, ...], cover: Cover) -> None:
    assert cover_of(chain(away), DAY) == cover


def test_whoever_was_handed_it_and_a_partners_contact_count_like_the_owner() -> None:
    assert cover_of(build_chain(owner=person(OTTO), handover=person(EVA)), DAY) == "owner"
    assert cover_of(build_chain(owner=person(OTTO, WEEK), contact=person(EVA)), DAY) == "owner"


def test_a_coordinator_who_owns_or_stands_in_is_no_last_resort() -> None:
    assert cover_of(chain(owner=CLARA), DAY) == "owner"
    assert cover_of(chain((OTTO,), deputies=(CLARA,)), DAY) == "stand_in"


@pytest.mark.parametrize(
    ("away", "kind", "missing", "left"),
    [
        ((OTTO, DORA), "coordinator", (OTTO, DORA), CLARA),
        ((OTTO, DORA, CLARA), "coordinator", (OTTO, DORA), MAX),
        ((OTTO, DORA, CLARA, MAX), "nobody", (OTTO, DORA, CLARA, MAX), None),
    ],
)
def test_a_gap_says_who_is_missing_when_and_who_would_be_left(
    away: tuple[int, ...], kind: GapKind, missing: tuple[int, ...], left: int | None
) -> None:
    who = tuple(Missing(one, WEEK) for one in missing)
    assert gap_of(Watched(7, 1, DAY, chain(away)), IN_BAVARIA) == Gap(7, 1, DAY, kind, who, left)


def test_absences_that_touch_are_told_as_one_and_who_cant_be_asked_has_none() -> None:
    weekend_between = (Span(date(2026, 12, 14), date(2026, 12, 18)), Span(date(2026, 12, 21), date(2026, 12, 23)))
    found = build_chain(
        owner=person(OTTO, *weekend_between),
        deputies=[person(DORA, active=False), person(EVA, reachable=False)],
    )

    gap = gap_of(Watched(7, 1, DAY, found), IN_BAVARIA)

    assert gap is not None
    assert gap.missing == (
        Missing(OTTO, Span(date(2026, 12, 14), date(2026, 12, 23))),
        Missing(DORA, None),
        Missing(EVA, None),
    )


@pytest.mark.parametrize(
    ("day", "deputies", "region", "kind"),
    [
        (HOLIDAY, (), "BY", "alone"),
        (HOLIDAY, (DORA,), "BY", None),
        (DAY, (), "BY", None),
        (date(2026, 12, 23), (), "BY", None),
        (date(2026, 12, 23), (), "BE", "alone"),
        (HOLIDAY, (CLARA,), "BY", None),
        (HOLIDAY, (), None, None),
    ],
)
def test_a_single_person_in_the_school_holidays_of_their_region_is_a_hint(
    day: date, deputies: tuple[int, ...], region: str | None, kind: GapKind | None
) -> None:
    gap = gap_of(Watched(7, 1, day, chain(deputies=deputies)), {OTTO: Region("DE", region)})

    assert (gap.kind if gap else None) == kind
    assert gap is None or (gap.left_id, gap.missing) == (OTTO, ())


def test_a_gap_on_a_day_on_which_it_is_closed_says_so() -> None:
    watched = Watched(7, 1, DAY, chain((OTTO, DORA)))

    assert [gap.closed for gap in gaps_in([watched], IN_BAVARIA, [WEEK])] == [True]
    assert [gap.closed for gap in gaps_in([watched], IN_BAVARIA, [Span(HOLIDAY, HOLIDAY)])] == [False]


NOBODY, LAST_RESORT, ALONE, COVERED = (
    chain((OTTO, DORA, CLARA, MAX)),
    chain((OTTO, DORA)),
    chain(deputies=()),
    chain((OTTO,)),
)


def test_nobody_comes_before_the_coordination_alone_before_a_single_person_and_the_nearest_first() -> None:
    later = date(2026, 12, 18)
    watched = [
        Watched(1, 1, HOLIDAY, ALONE),
        Watched(2, 2, later, LAST_RESORT),
        Watched(3, 3, later, NOBODY),
        Watched(4, 4, DAY, LAST_RESORT),
        Watched(5, 5, DAY, COVERED),
        Watched(6, 6, DAY, NOBODY),
    ]

    assert [gap.key for gap in gaps_in(watched, IN_BAVARIA)] == [6, 3, 4, 2, 1]


def test_the_first_gaps_are_those_of_different_activities_with_how_many_more_are_alike() -> None:
    later = date(2026, 12, 18)
    watched = [
        Watched(1, 1, DAY, NOBODY),
        Watched(2, 1, later, NOBODY),
        Watched(3, 1, DAY, LAST_RESORT),
        Watched(4, 2, DAY, LAST_RESORT),
        Watched(5, 3, HOLIDAY, ALONE),
        Watched(6, 4, HOLIDAY, ALONE),
    ]

    found = first_gaps(gaps_in(watched, IN_BAVARIA), 3)

    assert [(gap.key, further) for gap, further in found] == [(1, 1), (4, 0), (5, 0)]


@pytest.mark.parametrize(
    ("chains", "share", "percent"),
    [
        ((), Share(0, 0), None),
        ((COVERED, NOBODY, ALONE, LAST_RESORT), Share(2, 4), None),
        ((COVERED, ALONE, COVERED, COVERED, LAST_RESORT), Share(4, 5), 80),
        ((*[COVERED] * 199, NOBODY), Share(199, 200), 99),
    ],
)
def test_the_share_counts_whoever_is_there_before_the_coordination(
    chains: tuple[Chain, ...], share: Share, percent: int | None
) -> None:
    found = share_of(Watched(number, number, DAY, one) for number, one in enumerate(chains))

    assert (found, found.percent) == (share, percent)
