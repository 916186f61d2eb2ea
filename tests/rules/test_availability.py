"""Who is there, and who must act."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.rules.availability import (
    Chain,
    Nobody,
    PersonFacts,
    Responsible,
    Span,
    available,
    build_chain,
    responsible,
)
from jobs.rules.workdays import Region, Workdays
from tests.rules.calendars import BAVARIA, near_days

TUESDAY = date(2026, 12, 1)


def person(number: int, *absences: Span, active: bool = True, reachable: bool = True) -> PersonFacts:
    return PersonFacts(number, active, reachable, absences, BAVARIA)


def away(number: int) -> PersonFacts:
    return person(number, Span(TUESDAY, TUESDAY))


@pytest.mark.parametrize(
    ("who", "is_available"),
    [
        (person(1), True),
        (person(1, active=False), False),
        (person(1, reachable=False), False),
        (person(1, Span(date(2026, 11, 1), date(2026, 11, 30))), True),
        (person(1, Span(date(2026, 11, 1), TUESDAY)), False),
        (person(1, Span(TUESDAY, TUESDAY)), False),
        (person(1, Span(TUESDAY)), False),
        (person(1, Span(date(2026, 12, 2))), True),
        (person(1, Span(date(2026, 11, 1), date(2026, 11, 2)), Span(date(2026, 11, 30))), False),
    ],
)
def test_available_is_active_reachable_and_not_absent(who: PersonFacts, is_available: bool) -> None:
    assert available(who, TUESDAY) is is_available


def test_a_free_day_is_no_absence_but_no_working_day_either() -> None:
    saturday = date(2026, 12, 5)

    assert available(person(1), saturday)
    assert (available(person(1), TUESDAY), available(away(1), TUESDAY)) == (True, False)


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Span(date(2026, 12, 2), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("gone", "who"),
    [
        (set(), Responsible(1, "handover")),
        ({1}, Responsible(2, "owner")),
        ({1, 2}, Responsible(3, "deputy")),
        ({1, 2, 3}, Responsible(4, "deputy")),
        ({1, 2, 3, 4}, Responsible(5, "coordinator")),
        ({1, 2, 3, 4, 5}, Responsible(6, "coordinator_deputy")),
        ({1, 2, 3, 4, 5, 6}, Nobody((1, 2, 3, 4, 5, 6))),
    ],
)
def test_the_first_of_the_chain_who_is_there_is_responsible(gone: set[int], who: Responsible | Nobody) -> None:
    handover, owner, dora, emil, coordinator, their_deputy = (
        away(number) if number in gone else person(number) for number in range(1, 7)
    )
    chain = build_chain(
        handover=handover,
        owner=owner,
        deputies=[dora, emil],
        coordinator=coordinator,
        coordinator_deputy=their_deputy,
    )

    assert responsible(chain, TUESDAY) == who


def test_a_person_with_several_parts_stands_once_at_the_first() -> None:
    owner, dora, clara = person(1), person(2), person(3)
    chain = build_chain(owner=owner, deputies=[dora, owner, clara], coordinator=clara, coordinator_deputy=dora)

    assert chain == Chain((("owner", owner), ("deputy", dora), ("deputy", clara)))


def test_a_hand_over_to_the_deputy_keeps_the_owner_behind() -> None:
    owner, dora = away(1), person(2)

    assert build_chain(handover=dora, owner=owner, deputies=[dora]).links == (("handover", dora), ("owner", owner))


@pytest.mark.parametrize("owner", [None, person(1, active=False)])
def test_without_an_owner_it_comes_to_the_next(owner: PersonFacts | None) -> None:
    assert responsible(build_chain(owner=owner, coordinator=person(5)), TUESDAY) == Responsible(5, "coordinator")


def test_of_an_empty_chain_nobody_was_tried() -> None:
    assert responsible(build_chain(owner=None), TUESDAY) == Nobody(())


def span(first: int, last: int | None) -> Span:
    return Span(date(2026, 12, first), date(2026, 12, last) if last else None)


spans = st.builds(
    lambda first, length: Span(first, None if length is None else first + timedelta(days=length)),
    st.dates(date(2026, 12, 1), date(2027, 1, 31)),
    st.none() | st.integers(0, 20),
)


people = st.builds(
    PersonFacts,
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
    st.lists(spans, max_size=2).map(tuple),
    st.just(Workdays(Region("DE", "BY"))),
)


@settings(deadline=None)
@given(
    st.none() | people,
    st.none() | people,
    st.lists(people, max_size=3),
    st.none() | people,
    st.none() | people,
    near_days | st.dates(date(2026, 12, 1), date(2027, 2, 28)),
)
def test_whoever_is_responsible_is_available_and_everyone_before_is_not(
    handover: PersonFacts | None,
    owner: PersonFacts | None,
    deputies: list[PersonFacts],
    coordinator: PersonFacts | None,
    coordinator_deputy: PersonFacts | None,
    day: date,
) -> None:
    chain = build_chain(
        handover=handover,
        owner=owner,
        deputies=deputies,
        coordinator=coordinator,
        coordinator_deputy=coordinator_deputy,
    )
    ids = [one.id for _, one in chain.links]
    there = [one.id for _, one in chain.links if available(one, day)]
    found = responsible(chain, day)

    assert len(set(ids)) == len(ids)
    assert found == (Nobody(tuple(ids)) if not there else Responsible(there[0], chain.links[ids.index(there[0])][0]))
