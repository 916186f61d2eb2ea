"""A company as the rules see it, read once per transaction: its people, their calendars, its roles.

Who must act on a task is answered here and nowhere else, for every message, list and figure.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import event
from sqlalchemy.orm import Session

from jobs.facts import PersonRef, Reader
from jobs.rules.availability import Chain, PersonFacts, Responsible, Span, build_chain, responsible
from jobs.rules.ladder import Cast
from jobs.rules.nudging import Target
from jobs.rules.slots import local_day, nudge_window, slot_on
from jobs.rules.turns import following
from jobs.rules.workdays import MONDAY_TO_FRIDAY, Region, Workdays
from storage.cover_tables import Absence, ClosingDay
from storage.partner_tables import Partner
from storage.partners import partners_of
from storage.people import absences_of, addresses_in, closings_of, people_of, roles_of
from storage.tables import Activity, Address, Person, Role, Task, Workspace

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KNOWN = "companies"
_ROWS_OF_A_COMPANY = (Workspace, Person, Address, Role, Absence, ClosingDay, Partner)


@dataclass(frozen=True)
class Company:
    """Everything about a company's people that decisions need. Holds rows, so it lives no longer than its session."""

    workspace: Workspace
    people: dict[int, Person]
    addresses: dict[int, Address]
    roles: dict[str, Role]
    absences: tuple[Absence, ...]
    closings: tuple[tuple[date, date], ...]
    partners: dict[str, Partner]

    @cached_property
    def workdays(self) -> Workdays:
        """The company's own calendar: Monday to Friday, its region's holidays, its closing days."""
        return self._calendar(self.region, MONDAY_TO_FRIDAY)

    @property
    def region(self) -> Region:
        categories = tuple(part for part in self.workspace.holiday_categories.split(",") if part)
        return Region(self.workspace.country, self.workspace.subdivision, categories)

    def _calendar(self, region: Region, weekdays: frozenset[int]) -> Workdays:
        eves = self.workspace.eves
        return Workdays(region, weekdays, self.closings, eves)  # type: ignore[arg-type]

    def region_of(self, person: Person) -> Region:
        """The person's own region, or else the company's."""
        if person.country is None and person.subdivision is None:
            return self.region
        country = person.country or self.workspace.country
        # Kinds of holiday beside the public ones are a country's own; another may not know them.
        categories = self.region.categories if country == self.workspace.country else ("public",)
        return Region(country, person.subdivision, categories)

    def workdays_for_shift(self, owner_id: int | None) -> Workdays:
        """The calendar that moves due dates: the owner's region and the company, but no absence and no part time."""
        owner = self.people.get(owner_id or 0)
        return self._calendar(self.region_of(owner), MONDAY_TO_FRIDAY) if owner else self.workdays

    @cached_property
    def targets(self) -> dict[int, Target]:
        """Everyone with their own times."""
        return {person.id: self._target(person) for person in self.people.values()}

    @cached_property
    def _spans(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = defaultdict(list)
        for gone in self.absences:
            found[gone.person_id].append(Span(gone.first_on, gone.last_on))
        return found

    def _target(self, person: Person) -> Target:
        weekdays = frozenset(_WEEKDAYS.index(day) for day in person.weekdays.split(",") if day)
        facts = PersonFacts(
            id=person.id,
            active=self.is_here(person.id),
            reachable=person.id in self.addresses,
            absences=tuple(self._spans.get(person.id, ())),
            workdays=self._calendar(self.region_of(person), weekdays or MONDAY_TO_FRIDAY),
        )
        return Target(facts, person.nudge_at, self.zone_of(person))

    def is_here(self, person_id: int) -> bool:
        """Whether somebody belongs to the company and has an account; everybody else is asked and told nothing."""
        return self.people[person_id].standing in ("member", "guest")

    def zone_of(self, person: Person) -> str:
        return person.zone or person.messenger_zone or self.workspace.zone

    def today(self, now: datetime) -> date:
        """The company's local day."""
        return local_day(now, self.workspace.zone)

    def opening(self, now: datetime) -> datetime:
        """From when something may be said to all of the company; an instant up to now means: now."""
        day, at = self.workdays.at_or_after(self.today(now)), self.workspace.retrospective_at
        window = nudge_window(day, at, self.workspace.zone)
        if now < window.open_until:
            return window.slot
        return slot_on(self.workdays.next(day), at, self.workspace.zone)

    def holder(self, role: str) -> tuple[int, ...]:
        """The holder and the deputy of a role, as far as it is filled."""
        row = self.roles.get(role)
        return _filled((row.holder_id, row.deputy_id)) if row else ()

    def in_charge(self, role: str) -> tuple[int, ...]:
        """Those of a role's holder and deputy who can fill it now; they may still be absent.

        Whoever has left can't, and neither can a guest: guests see only their own tasks, a role is about everyone's.
        Theirs rests: the deputy fills it, and it is theirs again once they are a member again. Where nobody is left who
        could coordinate, whoever decides does.
        """
        found = tuple(one for one in self.holder(role) if one in self.people and self.people[one].standing == "member")
        lost = role == "coordinate" and role in self.roles and not found
        return self.in_charge("decide") if lost else found

    def coordinates(self, person_id: int) -> bool:
        return person_id in self.in_charge("coordinate")

    def deputies_of(self, activity: Activity, owner_id: int | None = None) -> tuple[int, ...]:
        """The activity's deputies in order, then the general deputy of whoever owns it."""
        owner_id = owner_id or activity.owner_id
        named = tuple(deputy.person_id for deputy in activity.deputies)
        owner = self.people.get(owner_id or 0)
        general = _filled((owner.deputy_id,)) if owner else ()
        return _filled(tuple(one for one in (*named, *general) if one != owner_id))

    def owner_of(self, task: Task, activity: Activity) -> int | None:
        """Who owns a task: whose turn it is, or else the owner of the activity."""
        return task.turn_id or activity.owner_id

    def contact_for(self, activity: Activity) -> int | None:
        """Who answers inside for the work of a partner; nobody where there is none.

        That is the activity's own inside contact, or else the partner's, or else the owner.
        """
        if not activity.partner:
            return None
        # Where people take turns, whoever's turn it is owns the task: the chain says so.
        return self._named_contact(activity) or (None if activity.turn_every else activity.owner_id)

    def answers_for(self, task: Task, activity: Activity) -> int | None:
        """Who answers for a task as long as nobody stands in: a partner's inside contact, or else the owner."""
        return self.contact_for(activity) or self.owner_of(task, activity)

    def _named_contact(self, activity: Activity) -> int | None:
        partner = self.partners.get(activity.partner or "")
        return activity.inside_contact_id or (partner.inside_contact_id if partner else None)

    def stand_ins(self, task: Task, activity: Activity) -> tuple[int, ...]:
        """Who takes a task when its owner can't, in order.

        Whoever was named for the absence it falls into, the next in turn, whoever owns the activity as a whole, the
        deputies, the owner's general deputy. The order of the turns stays as it is: who stands in has their own turn
        all the same.
        """
        owner_id = self.owner_of(task, activity)
        turns = [turn.person_id for turn in activity.turns]
        next_in_turn = (*following(turns, task.turn_id), activity.owner_id) if task.turn_id else ()
        named = self._named_for(owner_id, task.due_on)
        everyone = _filled((*named, *next_in_turn, *self.deputies_of(activity, owner_id)))
        return tuple(one for one in everyone if one != owner_id and one not in (task.declined or ()))

    def _named_for(self, owner_id: int | None, day: date | None) -> tuple[int, ...]:
        """Whoever was named to stand in for somebody who is away on that day; nobody for what has no day yet."""
        if day is None:
            return ()
        return tuple(deputy_id for span, deputy_id in self._named.get(owner_id or 0, ()) if day in span)

    @cached_property
    def _named(self) -> dict[int, list[tuple[Span, int]]]:
        """By whoever is away: the absences for which somebody was named to stand in, and whom."""
        found: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for one in self.absences:
            if one.deputy_id is not None:
                found[one.person_id].append((Span(one.first_on, one.last_on), one.deputy_id))
        return found

    def has_part(self, person_id: int, task: Task, activity: Activity) -> bool:
        """Whether somebody has a task, owns it, answers for it or could stand in; coordinating it is another matter."""
        own = (task.holder_id, self.owner_of(task, activity), self.contact_for(activity))
        return person_id in own or person_id in self.stand_ins(task, activity)

    def chain(self, task: Task, activity: Activity) -> Chain:
        """Everyone who may be responsible, in order.

        Hand-over, a partner's inside contact, owner, whoever stands in, coordinator, their deputy.
        """
        coordinator, deputy = (*self.in_charge("coordinate"), None, None)[:2]
        return build_chain(
            owner=self._facts(self.owner_of(task, activity)),
            handover=self._facts(task.holder_id),
            contact=self._facts(self.contact_for(activity)),
            deputies=[target.facts for target in self._targets(self.stand_ins(task, activity))],
            coordinator=self._facts(coordinator),
            coordinator_deputy=self._facts(deputy),
        )

    def _facts(self, person_id: int | None) -> PersonFacts | None:
        target = self.targets.get(person_id or 0)
        return target.facts if target else None

    def responsible(self, task: Task, activity: Activity, day: date) -> PersonRef | None:
        """Who must act on a task on that day; None when nobody is there."""
        found = responsible(self.chain(task, activity), day)
        return self.ref(found.person_id) if isinstance(found, Responsible) else None

    def cast(self, task: Task, activity: Activity) -> Cast:
        return Cast(
            responsible=self._targets([person.id for _, person in self.chain(task, activity).links]),
            deputies=self._targets(self.stand_ins(task, activity)),
            coordinators=self._targets(self.in_charge("coordinate")),
            deciders=self._targets(self.in_charge("decide")),
        )

    def _targets(self, ids: Sequence[int]) -> tuple[Target, ...]:
        return tuple(self.targets[one] for one in ids if one in self.targets)

    def ref(self, person_id: int | None) -> PersonRef | None:
        """The person as a message mentions them."""
        person = self.people.get(person_id or 0)
        if person is None:
            return None
        address = self.addresses.get(person.id)
        return PersonRef(person.id, person.name, address.external_id if address else None)

    def reader(self, person_id: int | None) -> Reader:
        """In which language and zone somebody reads; the company's own where no single person does."""
        person = self.people.get(person_id or 0)
        own = (person.language or person.messenger_language) if person else None
        language = own or self.workspace.language
        zone = self.zone_of(person) if person else self.workspace.zone
        return Reader(language, self.workspace.formality, zone)


def load_company(session: Session, workspace: Workspace) -> Company:
    """Reads a company whole, in a handful of queries."""
    people = people_of(session, workspace.id)
    return Company(
        workspace=workspace,
        people={person.id: person for person in people},
        addresses=addresses_in(session, workspace.id),
        roles=roles_of(session, workspace.id),
        absences=tuple(absences_of(session, workspace.id)),
        closings=tuple((closing.first_on, closing.last_on) for closing in closings_of(session, workspace.id)),
        partners=partners_of(session, workspace.id),
    )


def company_in(session: Session, workspace_id: int) -> Company:
    """The company at this moment of the transaction: read once, and again only after something of it has changed."""
    session.flush()
    known: dict[int, Company] = session.info.setdefault(_KNOWN, {})
    if workspace_id not in known:
        known[workspace_id] = load_company(session, session.get_one(Workspace, workspace_id))
    return known[workspace_id]


@event.listens_for(Session, "after_flush")
def _forget_changed(session: Session, _flush: object) -> None:
    written = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(row, _ROWS_OF_A_COMPANY) for row in written):
        session.info.pop(_KNOWN, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, _transaction: object) -> None:
    session.info.pop(_KNOWN, None)


def _filled(ids: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one for one in ids if one is not None))
