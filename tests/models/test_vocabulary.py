"""The tables' own word lists say what the rules say; models may not import rules to agree."""

from models.casework import ENDED_STATES, STATES
from models.intake import SUBJECTS
from pakn.rules.content import Subject
from pakn.rules.job_kinds import JOB_KINDS
from pakn.rules.states import FINAL_STATES, State
from pakn.services.seeding import SCHEDULES
from workers.kinds import HANDLERS


def test_states_of_the_table_are_the_states_of_the_rules() -> None:
    assert set(STATES) == {state.value for state in State}
    assert set(ENDED_STATES) == {state.value for state in FINAL_STATES}


def test_subjects_of_the_table_are_the_subjects_of_the_rules() -> None:
    assert set(SUBJECTS) == {subject.value for subject in Subject}


def test_every_kind_of_work_has_a_handler_and_every_schedule_a_kind() -> None:
    assert set(HANDLERS) == set(JOB_KINDS)
    assert {kind for _name, kind, _rule in SCHEDULES} <= set(JOB_KINDS)
