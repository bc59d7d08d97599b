from itertools import combinations

import pytest

from pakn.rules.content import (
    COMMITMENT_OUTCOMES,
    CONDUCT_OUTCOMES,
    REGULATION_OUTCOMES,
    ContentClass,
    ContentProblem,
    Criterion,
    Kind,
    Measure,
    Outcome,
    check_codes,
    check_outcome,
    content_class,
    kind_of,
    outcomes_for,
)

CHOICES = [
    ((1,), ContentClass.CONDUCT, Kind.REPORT),
    ((2,), ContentClass.REGULATION, Kind.REPORT),
    ((6, 3, 3), ContentClass.REGULATION, Kind.REPORT),
    ((1, 4), ContentClass.BOTH, Kind.REPORT),
    ((1, 7), ContentClass.CONDUCT, Kind.RECOMMENDATION),
    ((5, 7), ContentClass.REGULATION, Kind.RECOMMENDATION),
    ((8,), ContentClass.REGULATION, Kind.RECOMMENDATION),
    ((1, 8), ContentClass.BOTH, Kind.RECOMMENDATION),
    ((1, 2, 7), ContentClass.BOTH, Kind.RECOMMENDATION),
]


@pytest.mark.parametrize(("codes", "of_class", "kind"), CHOICES)
def test_class_and_kind_follow_from_the_codes(
    codes: tuple[int, ...], of_class: ContentClass, kind: Kind
) -> None:
    assert check_codes(codes) is None
    assert check_codes(codes, kind) is None
    assert check_codes(codes, kind.value) is None
    assert (content_class(codes), kind_of(codes)) == (of_class, kind)
    other = next(each for each in Kind if each is not kind)
    assert check_codes(codes, other) is ContentProblem.KIND_MISMATCH


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ((), ContentProblem.NO_CODE),
        ((0,), ContentProblem.UNKNOWN_CODE),
        ((1, 9), ContentProblem.UNKNOWN_CODE),
        ((7,), ContentProblem.SOLUTION_WITHOUT_PROBLEM),
        ((7, 8), ContentProblem.SOLUTION_WITHOUT_PROBLEM),
    ],
)
def test_choices_that_cannot_stand(codes: tuple[int, ...], problem: ContentProblem) -> None:
    assert check_codes(codes) is problem


def test_of_all_choices_only_seven_without_a_problem_is_refused() -> None:
    choices = [set(c) for n in range(1, 9) for c in combinations(range(1, 9), n)]
    refused = [choice for choice in choices if check_codes(choice)]
    assert refused == [{7}, {7, 8}]


def test_codes_may_be_read_once_only() -> None:
    assert check_codes(iter([7, 2]), Kind.RECOMMENDATION) is None


def test_outcomes_of_the_two_classes_do_not_mix() -> None:
    assert set(REGULATION_OUTCOMES).isdisjoint(CONDUCT_OUTCOMES)
    assert set(outcomes_for(ContentClass.BOTH)) == set(Outcome)
    assert outcomes_for(ContentClass.CONDUCT) == CONDUCT_OUTCOMES
    assert outcomes_for(ContentClass.REGULATION) == REGULATION_OUTCOMES
    assert set(REGULATION_OUTCOMES) > COMMITMENT_OUTCOMES
    assert (len(REGULATION_OUTCOMES), len(CONDUCT_OUTCOMES), len(Criterion)) == (6, 4, 6)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_belongs_to_its_class(outcome: Outcome) -> None:
    wrong = ContentProblem.OUTCOME_OF_OTHER_CLASS
    for_conduct = outcome in CONDUCT_OUTCOMES
    assert check_outcome(ContentClass.CONDUCT, outcome) == (None if for_conduct else wrong)
    assert check_outcome(ContentClass.REGULATION, outcome) == (wrong if for_conduct else None)
    assert check_outcome(ContentClass.BOTH, outcome) is None


def test_measures_answer_conduct() -> None:
    taken = [Measure.APOLOGY, Measure.DOSSIER_RESOLVED]
    assert check_outcome(ContentClass.CONDUCT, Outcome.PARTLY_CORRECT, taken) is None
    assert (
        check_outcome(ContentClass.BOTH, Outcome.ISSUE_NEW, taken)
        is ContentProblem.MEASURE_WITHOUT_CONDUCT
    )
