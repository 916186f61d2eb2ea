"""A plan file as YAML that people like to read: a stable order, space between entries, nothing left to guess."""

from collections.abc import Sequence
from datetime import time
from textwrap import indent
from typing import Any

import yaml

from bot.plan_file.schema import PlanFile
from jobs.rules.numbers import format_number

_SHORT = 3  # entries with more lines are told apart more easily with space between them


def write(plan_file: PlanFile) -> str:
    """The text that reads back to an equal plan file. Beside the company's settings it leaves out what is usual."""
    said = plan_file.model_dump(by_alias=True, exclude_defaults=True)
    company = plan_file.company.model_dump(exclude_none=True)
    said["company"] = {key: value for key, value in company.items() if value != ()}
    return "\n".join(f"{section}:\n{_section(part)}" for section, part in said.items() if part)


def _section(part: Any) -> str:
    if isinstance(part, dict):
        return indent(_yaml(part), "  ")
    entries = [indent(_yaml([entry]), "  ") for entry in part]
    gap = "\n" if any(entry.count("\n") > _SHORT for entry in entries) else ""
    return gap.join(entries)


def _yaml(part: Any) -> str:
    return yaml.dump(part, Dumper=_PlanDumper, sort_keys=False, allow_unicode=True, width=110)


class _PlanDumper(yaml.SafeDumper):
    """Quotes whatever other readers of YAML would take for something else than text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Equal dates are written out each time; `&id001` is nothing for people."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else '"' if text.startswith(("@", "#")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _time(dumper: yaml.SafeDumper, at: time) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", f"{at:%H:%M}", style='"')


def _amount(dumper: yaml.SafeDumper, value: float) -> yaml.Node:
    kind = "float" if "." in format_number(value) else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format_number(value))


def _list(dumper: yaml.SafeDumper, entries: Sequence[Any]) -> yaml.Node:
    in_one_line = all(isinstance(entry, str) for entry in entries)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=in_one_line)


_PlanDumper.add_representer(str, _text)
_PlanDumper.add_representer(time, _time)
_PlanDumper.add_representer(float, _amount)
_PlanDumper.add_representer(tuple, _list)
