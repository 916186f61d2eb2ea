"""What is said to partners outside, as data: what they are asked for, and the links by which they answer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

Stage = Literal["heads_up", "due", "again"]


@dataclass(frozen=True)
class PartnerLinks:
    """The secret parts of the addresses by which a partner answers about one task, each for one purpose."""

    done: str
    needs: str
    later: str


@dataclass(frozen=True)
class PartnerItem:
    """One of the partner's own tasks: what it is about, by when, and how to answer."""

    title: str
    due_on: date
    stage: Stage
    instructions: str
    material_link: str | None
    links: PartnerLinks


@dataclass(frozen=True)
class PartnerMail:
    """Everything one partner is asked for on one day, in one mail. `contact` is whom to ask inside, by name.

    `stop` is the secret part of the address that ends all mail to them.
    """

    company: str
    partner: str
    contact: str | None
    on: date
    items: tuple[PartnerItem, ...]
    stop: str

    def sealed(self) -> Self:
        """The same without its secrets, for anybody who looks on."""
        items = tuple(replace(item, links=PartnerLinks("", "", "")) for item in self.items)
        return replace(self, items=items, stop="")
