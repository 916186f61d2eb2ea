"""YAML read with the line of every part, and nothing guessed about types.

Every value stays the text that was written: the schema, not YAML's rules of 1998, says what is a number, a time or a
date. So `country: NO` is Norway, `eves: off` is a word, and `10:00` is no count of minutes in base sixty.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from bot.plan_file.faults import Fault, Path, path_text
from bot.plan_file.values import one_line

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | None"

Placed = tuple[Path, str]
"""A text and where it stands."""

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_PARTS = 50_000  # aliases multiply: nine lines of them can stand for a billion entries
_PLAIN_NULLS = ("", "~", "null", "Null", "NULL")
_KINDS = ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)


@dataclass(frozen=True)
class Lines:
    """In which line each part of a file stands. Says nothing about what the file says, so all are equal."""

    by_path: Mapping[Path, int] = field(default_factory=dict, compare=False, repr=False)

    def of(self, path: Path) -> int:
        """The line of a part, or else of the nearest part around it; counted from 1."""
        return next((self.by_path[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.by_path), 1)


@dataclass(frozen=True)
class Sheet:
    """The parts of a plan file as they were written, for checks that must also work while other parts are wrong."""

    raw: dict[str, Raw]
    lines: Lines = Lines()

    def entries(self, *path: str | int) -> Iterator[tuple[Path, dict[str, Raw]]]:
        """The entries of a list, with their paths; those that have no named parts are left to the schema."""
        part = self.part(*path)
        for index, entry in enumerate(part if isinstance(part, list) else ()):
            if isinstance(entry, dict):
                yield (*path, index), entry

    def part(self, *path: str | int) -> Raw:
        """What stands at a path; None where nothing does."""
        part: Raw = self.raw
        for step in path:
            if isinstance(part, dict) and isinstance(step, str):
                part = part.get(step)
            elif isinstance(part, list) and isinstance(step, int):
                part = part[step]
            else:
                return None
        return part

    def text(self, *path: str | int) -> str | None:
        """The text at a path on one line; None where there is none, or something else."""
        part = self.part(*path)
        return (one_line(part) or None) if isinstance(part, str) else None

    def placed(self, *path: str | int) -> tuple[Placed, ...]:
        """The text at a path together with the path; nothing where there is none."""
        text = self.text(*path)
        return ((path, text),) if text else ()

    def texts(self, section: str, *keys: str) -> Iterator[Placed]:
        """The texts under these keys in every entry of a section."""
        for path, _ in self.entries(section):
            for key in keys:
                yield from self.placed(*path, key)

    def fault(self, path: Path, code: str, given: str = "", offers: tuple[str, ...] = (), detail: str = "") -> Fault:
        return Fault(self.lines.of(path), path_text(path), code, given, offers, detail)


def locate(source: str | bytes) -> tuple[Sheet, list[Fault]]:
    """The sheet, and what is wrong with it as a file; an empty sheet where nothing can be read."""
    text = _decoded(source)
    if isinstance(text, Fault):
        return Sheet({}), [text]
    try:
        node = _PlanLoader(text).get_single_node()
    except _TooComplex as found:
        return Sheet({}), [Fault(found.line, "", "too_complex")]
    except yaml.reader.ReaderError as error:
        return Sheet({}), [Fault(text.count("\n", 0, error.position) + 1, "", "control_character")]
    except yaml.MarkedYAMLError as error:
        return Sheet({}), [_syntax_fault(error, text)]
    return _sheet(node, text)


def _decoded(source: str | bytes) -> str | Fault:
    if len(source) > MAX_BYTES:
        return Fault(1, "", "too_large", detail="1 MB")
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Fault(source.count(b"\n", 0, error.start) + 1, "", "not_utf8")


class _TooComplex(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _PlanLoader(yaml.SafeLoader):
    """Composes nodes, which know their lines; resolves no plain text to a number, a truth value or a date."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - declared so by PyYAML
    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        # Composing is recursive: a row of brackets would exhaust Python's stack long before a megabyte.
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooComplex(_line(self.peek_event()))  # type: ignore[no-untyped-call]
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _line(marked: Any) -> int:
    return int(marked.start_mark.line) + 1


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = str(error.problem)
    character = text[mark.index] if mark and mark.index < len(text) else ""
    if "cannot start any token" in problem:
        return Fault(line, "", "tab") if character == "\t" else Fault(line, "", "unquoted", given=character)
    if "mapping values are not allowed" in problem:
        return Fault(line, "", "colon")
    if "another document" in problem:
        return Fault(line, "", "second_plan")
    return Fault(line, "", "syntax", detail=problem)


def _sheet(node: yaml.Node | None, text: str) -> tuple[Sheet, list[Fault]]:
    if not isinstance(node, yaml.MappingNode):
        return Sheet({}), [Fault(_line(node) if node else 1, "", "no_plan")]
    walk = _Walk(text)
    try:
        raw = walk.mapping(node, ())
    except _TooComplex as found:
        return Sheet({}), [Fault(found.line, "", "too_complex")]
    return Sheet(raw, Lines(walk.lines)), walk.faults


class _Walk:
    """Turns nodes into plain values, keeping every line and every fault on the way."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts = 0
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Raw]:
        self.lines.setdefault(path, _line(node))
        values: dict[str, Raw] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if here in self.lines:
                self._fault(here, "duplicate_key", key_node, given=key, detail=str(self.lines[here]))
                continue
            self.lines[here] = _line(key_node)
            value = self._value(value_node, here)
            if value is not None:
                values[key] = value
        return values

    def _key(self, node: yaml.Node, path: Path) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self._fault(path, "key_not_text", node)
            return None
        return unicodedata.normalize("NFC", node.value)

    def _value(self, node: yaml.Node, path: Path) -> Raw:
        self._parts += 1
        if self._parts > MAX_PARTS or len(path) > MAX_DEPTH:
            raise _TooComplex(_line(node))
        if node.tag not in _TAGS:
            self._fault(path, "tag", node, given=node.tag)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]

    def _item(self, node: yaml.Node, path: Path) -> Raw:
        self.lines[path] = _line(node)
        return self._value(node, path)

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> str | None:
        if node.style is None and node.value in _PLAIN_NULLS:
            self._look_for_comment(node, path)
            return None
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t\x85" for sign in node.value):
            self._fault(path, "control_character", node)
            return None
        return unicodedata.normalize("NFC", node.value)

    def _look_for_comment(self, node: yaml.Node, path: Path) -> None:
        """`conversation: #marketing` would silently say nothing at all."""
        rest = self._text[node.end_mark.index :].split("\n", 1)[0].strip()
        if rest.startswith("#") and rest[1:2].isalnum():
            self._fault(path, "comment", node, given=rest.split()[0])

    def _fault(self, path: Path, code: str, node: yaml.Node, given: str = "", detail: str = "") -> None:
        self.faults.append(Fault(_line(node), path_text(path), code, given, (), detail))
