"""A small company on a real database, and what people there say and press."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, FormName, OpenForm
from bot.commands.forms.registry import build, submit
from bot.commands.intents import press
from bot.commands.messages import read, read_again, read_erased
from bot.commands.registry import answer
from jobs.making import make_tasks
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Door
from jobs.use_cases.inbound import once
from storage.database import Database
from storage.tables import Activity, Person, Task, Workspace
from tests.jobs.company import Ids, berlin, found

NOW = berlin("2026-12-01 10:00")
"""A Tuesday."""

NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
LINKEDIN = {"title": "LinkedIn Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}
LINKEDIN_STORY = {"title": "LinkedIn Story", "cadence": "every week on fri", "starts": date(2026, 12, 4)}
TRADE_FAIR = {"title": "Messe", "cadence": "monthly on day 20", "starts": date(2026, 12, 20), "owner": "Clara"}

T = TypeVar("T")
_USERS = {"Otto": "U1", "Dora": "U2", "Clara": "U3", "Max": "U4", "Gast": "U5"}


class Office:
    """The company, with its tasks made. Numbers count through in the order of the dates of each activity."""

    public_url: str | None = None

    def __init__(self, database: Database, *activities: dict[str, Any], language: str = "de") -> None:
        self.database = database
        self.ids: Ids = found(database, *activities)
        database.write(lambda session: self._speak(session, language))
        make_tasks(database, NOW)

    def _speak(self, session: Session, language: str) -> None:
        for person_id in self.ids.people.values():
            session.get_one(Person, person_id).language = language

    def says(self, text: str, who: str = "Otto") -> Answer:
        """A line behind the command."""
        return self._asks(who, text, "command", answer)

    def writes(self, text: str, who: str = "Otto", message: str | None = None, about: tuple[int, ...] = ()) -> Answer:
        """A direct message, perhaps in the thread of one that is `about` some tasks."""
        return self._asks(who, text, "message", read, message, about)

    def edits(self, message: str, text: str, who: str = "Otto") -> Answer:
        """Changes the words of a message."""
        return self._asks(who, text, "message", read_again, message)

    def erases(self, message: str, who: str = "Otto") -> Card | None:
        """Deletes a message."""
        return self._asks(who, "", "message", lambda session, ask: (read_erased(session, ask),), message)[0]

    def presses(self, intent: str, ref: str, who: str = "Otto") -> Answer:
        return self._asks(who, "", "button", lambda session, ask: press(session, ask, intent, ref))

    def opens(self, form: FormName, ref: str = "", who: str = "Otto", entered: dict[str, str] | None = None) -> Form:
        """The form as it stands before it is filled in, or with what follows from what was entered."""
        return self._asks(who, "", "form", lambda session, ask: build(session, ask, OpenForm(form, ref), entered))

    def submits(self, form: str, ref: int | str, fields: dict[str, str], who: str = "Otto") -> Card:
        """What a form comes to that is answered with a card."""
        answered = self.sends(form, ref, fields, who)
        assert isinstance(answered, Card)
        return answered

    def sends(self, form: str, ref: int | str, fields: dict[str, str], who: str = "Otto") -> Answer:
        return self._asks(who, "", "form", lambda session, ask: submit(session, ask, form, str(ref), fields))

    def _asks(
        self,
        who: str,
        text: str,
        door: Door,
        work: Callable[[Session, Ask], T],
        message: str | None = None,
        about: tuple[int, ...] = (),
    ) -> T:
        def asked(session: Session) -> T:
            actor = replace(find_actor(session, "slack", "T1", _USERS[who]), message=message)
            return work(session, Ask(actor, text, NOW, door, about, self.public_url))

        answered = once(self.database, None, NOW, asked)
        assert answered is not None
        return answered

    def task(self, title: str, nth: int = 0) -> Task:
        """The nth task of an activity, as it stands."""
        return self.database.read(lambda session: self._task(session, title, nth))

    def neighbours_task(self) -> int:
        """The id of a task of another company on the same database."""
        return self.database.write(self._found_neighbour)

    def _found_neighbour(self, session: Session) -> int:
        workspace = Workspace(platform="slack", external_id="T2", name="Andere GmbH")
        session.add(workspace)
        session.flush()
        day = date(2026, 12, 1)
        activity = Activity(workspace_id=workspace.id, title="Flyer", cadence="monthly on day 1", starts_on=day)
        session.add(activity)
        session.flush()
        task = Task(
            workspace_id=workspace.id, activity_id=activity.id, number=1, nominal_on=day, planned_on=day, due_on=day
        )
        session.add(task)
        session.flush()
        return task.id

    def _task(self, session: Session, title: str, nth: int) -> Task:
        rows = session.query(Task).join(Activity).where(Activity.title == title).order_by(Task.nominal_on).all()
        return rows[nth]
