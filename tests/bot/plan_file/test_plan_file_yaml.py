"""YAML has its own ideas about types; a plan file means what its author sees."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan_file.faults import Fault, PlanFaults
from bot.plan_file.located import MAX_BYTES
from bot.plan_file.reading import read
from bot.plan_file.schema import ActivityPart, CompanyPart, Holders, PersonPart, PlanFile

CLARA = Holders(holder="@clara")
COMPANY = 'company: {coordinator: "@clara"}\n'
ACTIVITY = """\
company: {coordinator: "@clara"}
activities:
  - title: Newsletter
    owner: "@otto"
    cadence: every week on tue
    starts: 2026-12-01
"""


def faults_in(source: str | bytes) -> tuple[Fault, ...]:
    found = read(source)
    assert isinstance(found, PlanFaults), "this file has no faults"
    return found.faults


@pytest.mark.parametrize(
    ("settings_text", "expected"),
    [
        ("country: NO", CompanyPart(coordinator=CLARA, country="NO")),
        ("eves: off", CompanyPart(coordinator=CLARA, eves="off")),
        ("eves: 'off'", CompanyPart(coordinator=CLARA, eves="off")),
        ("region: BY # Bayern", CompanyPart(coordinator=CLARA, region="BY")),
        ("region: ~", CompanyPart(coordinator=CLARA)),
        ("region: null", CompanyPart(coordinator=CLARA)),
        ("region:", CompanyPart(coordinator=CLARA)),
        ("region: # kommt noch", CompanyPart(coordinator=CLARA)),
        ("retrospective_at: 10:30", CompanyPart(coordinator=CLARA, retrospective_at=time(10, 30))),
        ("retrospective_at: 9:05", CompanyPart(coordinator=CLARA, retrospective_at=time(9, 5))),
        ("retrospective_at: '09:05'", CompanyPart(coordinator=CLARA, retrospective_at=time(9, 5))),
        ("language: !!str en", CompanyPart(coordinator=CLARA, language="en")),
    ],
)
def test_a_setting_is_what_was_written(settings_text: str, expected: CompanyPart) -> None:
    assert read(f'company:\n  coordinator: "@clara"\n  {settings_text}\n') == PlanFile(company=expected)


@pytest.mark.parametrize("nudge_at", ["08:30", "8:30", '"08:30"', "'8:30'"])
def test_a_time_needs_no_quotes(nudge_at: str) -> None:
    plan_file = read(f'{COMPANY}people: [{{slack: "@otto", nudge_at: {nudge_at}}}]')
    assert isinstance(plan_file, PlanFile)
    assert plan_file.people == (PersonPart(slack="@otto", nudge_at=time(8, 30)),)


@pytest.mark.parametrize(
    "starts", ["2026-12-01", "2026-12-1", '"2026-12-01"', "'2026-12-01'", "!!timestamp 2026-12-01"]
)
def test_a_date_may_be_quoted_or_not(starts: str) -> None:
    plan_file = read(ACTIVITY.replace("2026-12-01", starts))
    assert isinstance(plan_file, PlanFile)
    assert plan_file.activities[0].starts == date(2026, 12, 1)


@pytest.mark.parametrize("title", ["yes", "no", "2026", "1.0", "12:30", "null", "2026-12-01", "0x10", "1_000"])
def test_a_title_stays_a_text(title: str) -> None:
    written = f'"{title}"' if title == "null" else title
    plan_file = read(ACTIVITY.replace("Newsletter", written))
    assert isinstance(plan_file, PlanFile)
    assert plan_file.activities == (
        ActivityPart(title=title, owner="@otto", cadence="every week on tue", starts=date(2026, 12, 1)),
    )


@pytest.mark.parametrize(
    ("starts", "fault"),
    [
        ("1.12.2026", Fault(6, "activities[0].starts", "date_unknown", "1.12.2026", ("2026-12-01",))),
        ("20261201", Fault(6, "activities[0].starts", "date_unknown", "20261201")),
        ("2026-W49-2", Fault(6, "activities[0].starts", "date_unknown", "2026-W49-2")),
        ("2026-12-01T09:00", Fault(6, "activities[0].starts", "date_unknown", "2026-12-01T09:00")),
        ("morgen", Fault(6, "activities[0].starts", "date_unknown", "morgen")),
        ("2026-11-31", Fault(6, "activities[0].starts", "date_impossible", "2026-11-31", ("2026-11-30",))),
        ("2026-13-01", Fault(6, "activities[0].starts", "date_impossible", "2026-13-01")),
        ("31.11.2026", Fault(6, "activities[0].starts", "date_impossible", "31.11.2026", ("2026-11-30",))),
    ],
)
def test_no_date_is_guessed(starts: str, fault: Fault) -> None:
    assert faults_in(ACTIVITY.replace("2026-12-01", starts)) == (fault,)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("5000", 5000.0),
        ("2.5", 2.5),
        ("-3", -3.0),
        ("1234.5", 1234.5),
        ("5.000", ("number_ambiguous", ("5000", "5"))),
        ("1.234.567", ("number_expected", ("1234567",))),
        ("'1.250,5'", ("number_expected", ("1250.5",))),
        ("'5,000'", ("number_ambiguous", ("5000", "5"))),
        ("'2,5'", ("number_expected", ("2.5",))),
        ("viel", ("number_expected", ())),
        (".inf", ("number_expected", ())),
        ("1e400", ("number_expected", ())),
        ("2000000000000", ("number_too_large", ())),
    ],
)
def test_a_target_is_never_taken_for_a_thousandth(target: str, expected: object) -> None:
    found = read(f"{COMPANY}goals: [{{name: A, metrics: [{{name: B, target: {target}}}]}}]")
    if isinstance(found, PlanFile):
        assert found.goals[0].metrics[0].target == expected
    else:
        assert [(fault.code, fault.offers) for fault in found.faults] == [expected]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", Fault(1, "", "no_plan")),
        ("# nur ein Kommentar\n", Fault(1, "", "no_plan")),
        ("\n\n- company\n", Fault(3, "", "no_plan")),
        ("company:\n\tlanguage: de\n", Fault(2, "", "tab")),
        ("company:\n  coordinator: @clara\n", Fault(2, "", "unquoted", "@")),
        ("company:\n  coordinator: `clara`\n", Fault(2, "", "unquoted", "`")),
        ("company:\n  name: Muster: GmbH\n", Fault(2, "", "colon")),
        ("company: {language: de\npeople: []\n", Fault(2, "", "syntax", detail="expected ',' or '}', but got ':'")),
        (f"{COMPANY}---\n{COMPANY}", Fault(2, "", "second_plan")),
        (b"company: {coordinator: '@m\xfcller'}\n", Fault(1, "", "not_utf8")),
        (b"company:\n  coordinator: '@m\xfcller'\n", Fault(2, "", "not_utf8")),
        ("company:\n  coordinator: '@cl\x00ara'\n", Fault(2, "", "control_character")),
        ("#" * (MAX_BYTES + 1), Fault(1, "", "too_large", detail="1 MB")),
        ("[" * 100_000, Fault(1, "", "too_complex")),
        ("a: &a\n  b: *a\n", Fault(1, "", "too_complex")),
        (f"{COMPANY}company: {{language: de}}\n", Fault(2, "company", "duplicate_key", "company", detail="1")),
        ("company:\n  coordinator: '@clara'\n  coordinator: '@max'\n",
         Fault(3, "company.coordinator", "duplicate_key", "coordinator", detail="2")),
        (f"{COMPANY}? [a, b]\n: c\n", Fault(2, "", "key_not_text")),
        (f"{COMPANY}people: !!python/object/apply:os.getcwd []\n",
         Fault(2, "people", "tag", "tag:yaml.org,2002:python/object/apply:os.getcwd")),
        ('company:\n  coordinator: "@clara"\n  region: "B\\aY"\n', Fault(3, "company.region", "control_character")),
        ("company:\n  coordinator: '@clara'\n  conversation: #marketing\n",
         Fault(3, "company.conversation", "comment", "#marketing")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan(source: str | bytes, fault: Fault) -> None:
    assert faults_in(source) == (fault,)


def test_a_bomb_of_aliases_is_defused() -> None:
    rows = ["a0: &a0 [" + ", ".join("x" * 9) + "]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert faults_in("\n".join(rows))[-1].code == "too_complex"


def test_anchors_may_save_typing() -> None:
    plan_file = read('company: {coordinator: &c "@clara"}\nroles: {plan: *c, decide: *c}\n')
    assert plan_file == read('company: {coordinator: "@clara"}\nroles: {plan: "@clara", decide: "@clara"}\n')


def test_windows_files_are_read_like_others() -> None:
    source = ACTIVITY.replace("Newsletter", "Grüße")
    assert read(b"\xef\xbb\xbf" + source.replace("\n", "\r\n").encode()) == read(source)


def test_equal_letters_are_equal_however_they_are_composed() -> None:
    composed, decomposed = "Grüße", "Gru\N{COMBINING DIAERESIS}ße"
    source = f"{COMPANY}channels: [{{name: {composed}}}]\n"
    assert read(source.replace(composed, decomposed)) == read(source)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(data: st.DataObject) -> None:
    lines = (ACTIVITY + "    escalation: {again: 2}\nclosing_days: [{from: 2026-12-24, to: 2027-01-06}]\n").splitlines()
    wild = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
        ["- ", ": ", "{", "]", "'", "&a", "*a", "~", "- [", "  lead: x", "!!int 5", "99999999999999999999", "? ", "---"]
    )
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(lines) - 1))
        at = data.draw(st.integers(0, len(lines[index])))
        lines[index] = lines[index][:at] + data.draw(wild) + lines[index][at + data.draw(st.integers(0, 6)) :]
    found = read("\n".join(lines), {})
    assert isinstance(found, PlanFaults)
    assert all(len(found.messages(language)) == len(found.faults) for language in ("en", "de"))
