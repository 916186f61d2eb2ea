"""All tables of replies, with the tasks that are open while they are read."""

from dataclasses import dataclass

from bot.commands.freetext.reading import Titled
from tests.bot.commands.freetext.english_replies import ENGLISH, ENGLISH_TASKS
from tests.bot.commands.freetext.fourth_held_out_replies import FOURTH_ENGLISH, FOURTH_GERMAN
from tests.bot.commands.freetext.german_replies import GERMAN, GERMAN_TASKS
from tests.bot.commands.freetext.held_out_replies import HELD_OUT_ENGLISH, HELD_OUT_GERMAN
from tests.bot.commands.freetext.replies import Row
from tests.bot.commands.freetext.second_held_out_replies import SECOND_ENGLISH, SECOND_GERMAN
from tests.bot.commands.freetext.third_held_out_replies import THIRD_ENGLISH, THIRD_GERMAN


@dataclass(frozen=True)
class Table:
    name: str
    rows: tuple[Row, ...]
    tasks: tuple[Titled, ...]


TABLES = (
    Table("German", GERMAN, GERMAN_TASKS),
    Table("English", ENGLISH, ENGLISH_TASKS),
    Table("held out, German", HELD_OUT_GERMAN, GERMAN_TASKS),
    Table("held out, English", HELD_OUT_ENGLISH, ENGLISH_TASKS),
    Table("held out second, German", SECOND_GERMAN, GERMAN_TASKS),
    Table("held out second, English", SECOND_ENGLISH, ENGLISH_TASKS),
    Table("held out third, German", THIRD_GERMAN, GERMAN_TASKS),
    Table("held out third, English", THIRD_ENGLISH, ENGLISH_TASKS),
    Table("held out fourth, German", FOURTH_GERMAN, GERMAN_TASKS),
    Table("held out fourth, English", FOURTH_ENGLISH, ENGLISH_TASKS),
)
