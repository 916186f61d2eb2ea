"""From the text of a plan file to what it says, or to everything that is wrong with it at once."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.plan_file.faults import Fault, Path, PlanFaults
from bot.plan_file.located import Sheet, locate
from bot.plan_file.naming import Directory, near
from bot.plan_file.people_references import people_faults
from bot.plan_file.references import reference_faults
from bot.plan_file.schema import PlanFile, keys_at
from jobs.use_cases.plan import KnownPerson


def read(source: str | bytes, known: Mapping[str, KnownPerson] | None = None) -> PlanFile | PlanFaults:
    """What a plan file says. With the people known, whom it names is checked along with everything else.

    Bytes are UTF-8. Raises nothing: whatever is wrong is among the faults.
    """
    sheet, faults = locate(source)
    if not sheet.raw:
        return PlanFaults.of(faults or [Fault(1, "", "no_plan")])
    directory = None if known is None else Directory(known)
    faults += [*reference_faults(sheet), *people_faults(sheet, directory)]
    try:
        plan_file = PlanFile.model_validate(sheet.raw, context=sheet.lines)
    except ValidationError as error:
        faults += [_fault(details, sheet) for details in error.errors(include_url=False)]
        return PlanFaults.of(faults)
    return PlanFaults.of(faults) if faults else plan_file


def _fault(error: ErrorDetails, sheet: Sheet) -> Fault:
    path: Path = error["loc"]
    facts: dict[str, Any] = error.get("ctx", {})
    given = error["input"] if isinstance(error["input"], str) else ""
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(path, sheet)
        case "missing":
            return _missing(path, sheet)
        case "string_too_short" | "too_short":
            return sheet.fault(path, "empty")
        case "string_too_long" | "too_long":
            return sheet.fault(path, "too_long", detail=str(facts["max_length"]))
        case "greater_than_equal":
            return sheet.fault(path, "number_too_small", str(error["input"]), detail=f"{facts['ge']:g}")
        case "less_than_equal":
            return sheet.fault(path, "number_too_large", str(error["input"]), detail=f"{facts['le']:g}")
        case "literal_error":
            return _choice(path, given, facts["expected"], sheet)
        case "span_reversed":
            return sheet.fault((*path, "to"), "span_reversed", facts["given"], detail=facts["detail"])
        case kind if kind in _WRONG_SHAPE:
            return sheet.fault(path, "empty" if error["input"] is None else _WRONG_SHAPE[kind])
        case code:
            return sheet.fault(path, code, facts["given"], tuple(facts["offers"]), facts["detail"])


_WRONG_SHAPE = {
    "string_type": "text_expected",
    "int_type": "text_expected",
    "float_type": "text_expected",
    "date_type": "text_expected",
    "time_type": "text_expected",
    "tuple_type": "list_expected",
    "model_type": "mapping_expected",
}


def _missing(path: Path, sheet: Sheet) -> Fault:
    if path in (("company",), ("company", "coordinator")):
        return sheet.fault(path, "coordinator_missing")
    if path in sheet.lines.by_path:
        return sheet.fault(path, "empty")
    return sheet.fault(path, "missing", str(path[-1]))


def _unknown_key(path: Path, sheet: Sheet) -> Fault:
    key = str(path[-1])
    allowed = keys_at(path[:-1])
    code = "unknown_key"
    if path[0] == "roles" and len(path) == 2:
        code = "coordinate_in_roles" if key.startswith("coordin") else "role_unknown"
    offers = () if code == "coordinate_in_roles" else near(key, allowed)
    return sheet.fault(path, code, key, offers, ", ".join(allowed))


def _choice(path: Path, given: str, expected: str, sheet: Sheet) -> Fault:
    allowed = tuple(re.findall(r"'([^']+)'", expected))
    return sheet.fault(path, "choice", given, near(given, allowed), ", ".join(allowed))
