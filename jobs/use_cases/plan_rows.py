"""The rows that make up a company's plan, found by what a plan calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from storage import plans
from storage.cover_tables import Absence, ClosingDay
from storage.learning_tables import Goal, Metric
from storage.partner_tables import Partner
from storage.partners import partners_of
from storage.people import absences_of, closings_of, people_of, roles_of
from storage.tables import Activity, Address, Channel, Person, Role, Workspace


@dataclass
class PlanRows:
    """People are found by the messenger's id, everything else by its name or its first day."""

    workspace: Workspace
    addresses: Mapping[str, Address]
    people: dict[str, Person]
    roles: dict[str, Role]
    goals: dict[str, Goal]
    metrics: dict[tuple[str, str], Metric]
    channels: dict[str, Channel]
    partners: dict[str, Partner]
    activities: dict[str, Activity]
    closings: dict[date, ClosingDay]
    absences: dict[tuple[str, date], Absence]

    def external(self, person_id: int | None) -> str | None:
        """The messenger's id of a person; None for somebody who has none."""
        return next((external for external, person in self.people.items() if person.id == person_id), None)

    def id_of(self, external_id: str | None) -> int | None:
        return None if external_id is None else self.people[external_id].id

    def display(self, external_id: str) -> str:
        """How people call somebody: by handle, or else by name."""
        handle = self.addresses[external_id].handle
        return f"@{handle}" if handle else self.people[external_id].name


def load_rows(session: Session, workspace: Workspace) -> PlanRows:
    """Reads a whole plan in a handful of queries."""
    addresses = plans.addresses_in(session, workspace)
    by_id = {person.id: person for person in people_of(session, workspace.id)}
    people = {external: by_id[one.person_id] for external, one in addresses.items() if one.person_id in by_id}
    externals = {person.id: external for external, person in people.items()}
    # What calendars say is no part of a plan: the next reading would only change it back.
    absences = [one for one in absences_of(session, workspace.id) if one.feed_id is None]
    return PlanRows(
        workspace=workspace,
        addresses=addresses,
        people=people,
        roles=roles_of(session, workspace.id),
        goals=plans.goals_of(session, workspace.id),
        metrics=plans.metrics_of(session, workspace.id),
        channels=plans.channels_of(session, workspace.id),
        partners=partners_of(session, workspace.id),
        activities=plans.activities_of(session, workspace.id),
        closings={closing.first_on: closing for closing in closings_of(session, workspace.id)},
        absences={(externals[one.person_id], one.first_on): one for one in absences if one.person_id in externals},
    )
