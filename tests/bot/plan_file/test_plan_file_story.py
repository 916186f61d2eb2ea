"""A plan file on its way into the company and out again."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.plan_file.describing import describe
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.schema import PlanFile
from bot.plan_file.writing import write
from jobs.making import make_tasks
from jobs.use_cases import people, planning
from jobs.use_cases.plan import Plan
from storage.database import Database
from storage.tables import Task, Workspace

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)

IMPORTED = """\
# Unser Marketing-Rhythmus
company: {language: de, zone: Europe/Berlin, region: Bayern, coordinator: "@clara", conversation: "#marketing"}
people:
  - {slack: "@otto", deputy: "Dora Klein", nudge_at: 8:30, days: [mo, di, mi, do]}
roles: {plan: "@clara", decide: "@max"}
goals:
  - {name: Sichtbarkeit, metrics: [{name: Website-Besuche, unit: Besuche, target: 5000}]}
channels: [{name: Newsletter, silence_limit: 35}, {name: LinkedIn, silence_limit: 10}]
activities:
  - {title: Newsletter, channel: Newsletter, goal: Sichtbarkeit, owner: "@otto", deputies: ["@dora"],
     cadence: am 3. Werktag im Monat, starts: 2026-12-01, lead: 5, small_version: "Ein Bild, zwei Sätze"}
  - title: Beitrag
    channel: LinkedIn
    owner: Dora Klein
    cadence: jeden Dienstag
    starts: 2026-12-01
    instructions: |
      1. Thema wählen
      2. Bild dazu
closing_days: [{from: 2026-12-24, to: 2027-01-06, name: Betriebsferien}]
"""

EXPORTED = """\
company:
  language: de
  formality: du
  zone: Europe/Berlin
  country: DE
  region: BY
  eves: half
  coordinator: "@clara"
  conversation: "#marketing"
  retrospective_at: "09:30"

people:
  - slack: "@otto"
    deputy: "@dora"
    nudge_at: "08:30"
    days: [mon, tue, wed, thu]

roles:
  plan: "@clara"
  decide: "@max"

goals:
  - name: Sichtbarkeit
    metrics:
    - name: Website-Besuche
      unit: Besuche
      target: 5000

channels:
  - name: Newsletter
    silence_limit: 35
  - name: LinkedIn
    silence_limit: 10

activities:
  - title: Newsletter
    channel: Newsletter
    goal: Sichtbarkeit
    owner: "@otto"
    deputies: ["@dora"]
    cadence: monthly on working day 3
    starts: 2026-12-01
    lead: 5
    small_version: Ein Bild, zwei Sätze

  - title: Beitrag
    channel: LinkedIn
    owner: "@dora"
    cadence: every week on tue
    starts: 2026-12-01
    instructions: |-
      1. Thema wählen
      2. Bild dazu

closing_days:
  - from: 2026-12-24
    to: 2027-01-06
    name: Betriebsferien
"""


def learn(database: Database) -> int:
    names = {"clara": "Clara Sommer", "otto": "Otto Brandt", "dora": "Dora Klein", "max": "Max Hofer"}
    profiles = [
        people.Profile(f"U{handle.upper()}", handle, name, "Europe/Berlin", "de", "member")
        for handle, name in names.items()
    ]
    database.write(lambda session: people.learn(session, "slack", "T1", "Muster GmbH", profiles, NOW))
    return database.read(lambda session: session.scalars(select(Workspace.id)).one())


def imported(database: Database, workspace_id: int, text: str) -> int:
    """Imports the file; how many changes that made."""
    known = database.read(lambda session: planning.known_people(session, workspace_id))
    plan_file = read(text, known)
    assert isinstance(plan_file, PlanFile), plan_file
    plan = resolve(plan_file, known)
    assert isinstance(plan, Plan), plan
    return len(database.write(lambda session: planning.apply(session, workspace_id, plan, NOW)))


def exported(database: Database, workspace_id: int) -> str:
    known = database.read(lambda session: planning.known_people(session, workspace_id))
    plan = database.read(lambda session: planning.export(session, workspace_id))
    return write(describe(plan, known))


def test_a_file_comes_in_goes_out_and_comes_in_again_without_a_change(database: Database) -> None:
    workspace_id = learn(database)
    assert imported(database, workspace_id, IMPORTED) == 12
    assert exported(database, workspace_id) == EXPORTED
    assert imported(database, workspace_id, EXPORTED) == 0
    assert imported(database, workspace_id, IMPORTED) == 0


def test_an_imported_plan_has_its_tasks_after_the_next_round(sqlite_database: Database) -> None:
    imported(sqlite_database, learn(sqlite_database), IMPORTED)
    make_tasks(sqlite_database, NOW)
    first = select(Task.due_on).order_by(Task.due_on, Task.id).limit(5)
    due = sqlite_database.read(lambda session: [str(day) for day in session.scalars(first)])
    assert due == ["2026-12-01", "2026-12-03", "2026-12-08", "2026-12-15", "2026-12-22"]
