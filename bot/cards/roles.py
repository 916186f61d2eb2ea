"""The six roles: who holds them, who stands in, and what is still open."""

from collections.abc import Iterator

from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Button,
    Card,
    Heading,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
    joined,
)
from bot.translations.phrases import PhraseId, Phrases
from jobs.use_cases.own_answers import Presence, RoleHolder, RoleLine, Roles
from jobs.use_cases.plan import RoleName

ROLES: dict[RoleName, PhraseId] = {
    "coordinate": "role.coordinate",
    "plan": "role.plan",
    "prioritise": "role.prioritise",
    "decide": "role.decide",
    "measure": "role.measure",
    "learn": "role.learn",
}
DUTIES: dict[RoleName, PhraseId] = {
    "coordinate": "role.coordinate.does",
    "plan": "role.plan.does",
    "prioritise": "role.prioritise.does",
    "decide": "role.decide.does",
    "measure": "role.measure.does",
    "learn": "role.learn.does",
}
_PRESENCES: dict[Presence, PhraseId] = {"away": "roles.away", "left": "roles.left"}


def roles_card(roles: Roles, phrases: Phrases) -> Card:
    """Every role in a line; whoever may change them finds a button for each."""
    return card_of_parts(_parts(roles, phrases))


def role_words(name: RoleName, phrases: Phrases) -> str:
    """What the role is called."""
    return phrases.say(ROLES[name])


def _parts(roles: Roles, phrases: Phrases) -> Iterator[Part]:
    if roles.changed is not None:
        yield from _changed(next(line for line in roles.roles if line.name == roles.changed), phrases)
        return
    yield Heading(phrases.say("roles.head"))
    yield Paragraph(joined((_line(line, phrases) for line in roles.roles), "\n"))
    if roles.may_change:
        yield Aside(phrases.rich("roles.change"))
        yield Actions("roles", tuple(role_button(line.name, phrases) for line in roles.roles))


def _changed(line: RoleLine, phrases: Phrases) -> Iterator[Part]:
    if line.holder is None:
        yield Paragraph(phrases.rich("roles.vacated", role=Bold(role_words(line.name, phrases))))
    else:
        yield Paragraph((*phrases.rich("roles.changed"), "\n", *_line(line, phrases)))


def _line(line: RoleLine, phrases: Phrases) -> Rich:
    """A role that is open has no deputy to speak of."""
    role = Bold(role_words(line.name, phrases))
    if line.holder is None and line.deputy is None:
        return phrases.rich("roles.vacant", role=role)
    return phrases.rich("roles.line", role=role, holder=_who(line.holder, phrases), deputy=_who(line.deputy, phrases))


def _who(holder: RoleHolder | None, phrases: Phrases) -> Rich:
    if holder is None:
        return phrases.rich("roles.open")
    who = Mention(holder.person)
    return phrases.rich(_PRESENCES[holder.presence], who=who) if holder.presence in _PRESENCES else (who,)


def role_button(name: RoleName, phrases: Phrases) -> Button:
    """Opens the form that gives the role to somebody."""
    return Button(role_words(name, phrases), "form-role", name)
