"""Who is asking."""

from sqlalchemy.orm import Session

from jobs.company import Company, company_in
from jobs.facts import PersonRef
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import Refused
from storage.people import person_at, workspace_by_external_id


def find_actor(session: Session, platform: str, workspace_external_id: str, external_id: str) -> Actor:
    """The person behind a messenger's id; Refused for strangers, external people and deactivated accounts."""
    workspace = workspace_by_external_id(session, platform, workspace_external_id)
    person = person_at(session, platform, workspace_external_id, external_id)
    if workspace is None or person is None or person.workspace_id != workspace.id or person.standing == "external":
        raise Refused("stranger")
    if person.standing == "deactivated":
        raise Refused("deactivated")
    company = company_in(session, workspace.id)
    reader = company.reader(person.id)
    return Actor(
        workspace_id=workspace.id,
        person=PersonRef(person.id, person.name, external_id),
        coordinates=company.coordinates(person.id),
        is_guest=person.standing == "guest",
        language=reader.language,
        formality=reader.formality,
        zone=reader.zone,
    )


def company_of(session: Session, actor: Actor) -> Company:
    """The company in which somebody asks."""
    return company_in(session, actor.workspace_id)
