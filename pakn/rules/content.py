"""What a petition is about, and how it may end (NĐ 20/2008 Đ3, Đ5, Đ14-15; R13, R17, R34, R54)."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class ContentCode(IntEnum):
    """The eight kinds of content of NĐ 20/2008 Đ5, under their numbers there."""

    CONDUCT = 1
    UNFIT = 2
    INCONSISTENT = 3
    UNLAWFUL = 4
    AGAINST_TREATY = 5
    OTHER_REGULATION = 6
    SOLUTION = 7
    NEW_REGULATION = 8


class ContentClass(StrEnum):
    """Conduct and regulation have different limits, addressees and outcomes."""

    REGULATION = "regulation"
    CONDUCT = "conduct"
    BOTH = "both"


class Kind(StrEnum):
    """Phản ánh or kiến nghị (Đ3.4-5)."""

    REPORT = "report"
    RECOMMENDATION = "recommendation"


class Subject(StrEnum):
    """What the petition speaks of (R16): a rule in force, a draft, a standard or technical
    regulation, the handling of a dossier.
    """

    RULE = "rule"
    DRAFT = "draft"
    STANDARD = "standard"
    DOSSIER = "dossier"


class Criterion(StrEnum):
    """The six tests of a regulation (Đ14.2c; R17)."""

    NECESSITY = "necessity"
    REASONABLE_AND_LAWFUL = "reasonable_and_lawful"
    SIMPLE_AND_CLEAR = "simple_and_clear"
    FEASIBILITY = "feasibility"
    CONSISTENCY = "consistency"
    TREATY_CONFORMITY = "treaty_conformity"


class Outcome(StrEnum):
    """How a petition ends: the first six for a regulation, the last four for conduct."""

    AMEND_OR_ABOLISH = "amend_or_abolish"
    PROPOSE_TO_COMPETENT = "propose_to_competent"
    ISSUE_NEW = "issue_new"
    EXPLAINED_NO_CHANGE = "explained_no_change"
    NOT_ACCEPTED_WITH_REASON = "not_accepted_with_reason"
    INSUFFICIENT_BASIS = "insufficient_basis"
    CORRECT = "correct"
    PARTLY_CORRECT = "partly_correct"
    INCORRECT = "incorrect"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"


REGULATION_OUTCOMES: tuple[Outcome, ...] = (
    Outcome.AMEND_OR_ABOLISH,
    Outcome.PROPOSE_TO_COMPETENT,
    Outcome.ISSUE_NEW,
    Outcome.EXPLAINED_NO_CHANGE,
    Outcome.NOT_ACCEPTED_WITH_REASON,
    Outcome.INSUFFICIENT_BASIS,
)
"""NĐ 20/2008 Đ15.1-3, Đ14.2b and R34."""

CONDUCT_OUTCOMES: tuple[Outcome, ...] = (
    Outcome.CORRECT,
    Outcome.PARTLY_CORRECT,
    Outcome.INCORRECT,
    Outcome.INSUFFICIENT_EVIDENCE,
)
"""R54: the Đ15 codes do not apply to conduct."""

COMMITMENT_OUTCOMES: frozenset[Outcome] = frozenset(
    {Outcome.AMEND_OR_ABOLISH, Outcome.PROPOSE_TO_COMPETENT, Outcome.ISSUE_NEW}
)
"""Answers that promise an instrument, followed until it exists (R56)."""


class Measure(StrEnum):
    """What was done about reported conduct (R54)."""

    DOSSIER_RESOLVED = "dossier_resolved"
    APOLOGY = "apology"
    RECTIFICATION = "rectification"
    REVIEW_OF_FAULT = "review_of_fault"
    DISCIPLINE = "discipline"
    SENT_TO_INVESTIGATORS = "sent_to_investigators"


class ContentProblem(StrEnum):
    """Why a choice of codes, outcome or measures cannot stand."""

    NO_CODE = "no_code"
    UNKNOWN_CODE = "unknown_code"
    SOLUTION_WITHOUT_PROBLEM = "solution_without_problem"
    KIND_MISMATCH = "kind_mismatch"
    OUTCOME_OF_OTHER_CLASS = "outcome_of_other_class"
    MEASURE_WITHOUT_CONDUCT = "measure_without_conduct"


_PROBLEMS = frozenset(ContentCode) - {ContentCode.SOLUTION, ContentCode.NEW_REGULATION}
_PROPOSALS = frozenset({ContentCode.SOLUTION, ContentCode.NEW_REGULATION})


def check_codes(codes: Iterable[int], kind: Kind | str | None = None) -> ContentProblem | None:
    """Check a choice of Đ5 codes (R13).

    Args:
        codes: Numbers 1 to 8; several are allowed, repeats are ignored.
        kind: The kind the petition was filed as; None leaves it to follow from the codes.

    Returns:
        None when the choice can stand; otherwise the first problem: nothing chosen, an unknown
        number, 7 without one of 1 to 6, or a kind that does not fit (7 or 8 make a
        recommendation, without them it is a report).
    """
    given = tuple(codes)
    if not given:
        return ContentProblem.NO_CODE
    if not set(given) <= set(ContentCode):
        return ContentProblem.UNKNOWN_CODE
    if ContentCode.SOLUTION in given and not _PROBLEMS.intersection(given):
        return ContentProblem.SOLUTION_WITHOUT_PROBLEM
    if kind is not None and kind != kind_of(given):
        return ContentProblem.KIND_MISMATCH
    return None


def kind_of(codes: Iterable[int]) -> Kind:
    """Report or recommendation, as it follows from valid codes (Đ3.4-5).

    Args:
        codes: A choice that `check_codes` accepts.

    Returns:
        A recommendation with 7 or 8, else a report.
    """
    return Kind.RECOMMENDATION if _PROPOSALS.intersection(codes) else Kind.REPORT


def content_class(codes: Iterable[int]) -> ContentClass:
    """Regulation, conduct or both; both is a candidate for a split (R14).

    Args:
        codes: A choice that `check_codes` accepts.

    Returns:
        Code 1 makes it conduct, codes 2-6 and 8 regulation; 7 takes the class of the problem
        it solves.
    """
    chosen = frozenset(codes)
    conduct = ContentCode.CONDUCT in chosen
    regulation = bool(chosen - {ContentCode.CONDUCT, ContentCode.SOLUTION})
    if conduct and regulation:
        return ContentClass.BOTH
    return ContentClass.CONDUCT if conduct else ContentClass.REGULATION


def outcomes_for(of_class: ContentClass) -> tuple[Outcome, ...]:
    """The outcomes an answer may choose from.

    Args:
        of_class: The class of the case.

    Returns:
        Outcomes in the order of the screen; for both classes, those of both.
    """
    if of_class is ContentClass.REGULATION:
        return REGULATION_OUTCOMES
    if of_class is ContentClass.CONDUCT:
        return CONDUCT_OUTCOMES
    return REGULATION_OUTCOMES + CONDUCT_OUTCOMES


def check_outcome(
    of_class: ContentClass, outcome: Outcome, measures: Iterable[Measure] = ()
) -> ContentProblem | None:
    """Check that an outcome belongs to the class and that measures answer conduct.

    Args:
        of_class: The class of the case.
        outcome: The outcome chosen.
        measures: What was done about conduct.

    Returns:
        None, or the problem: an outcome of the other class, or measures beside an outcome for
        a regulation.
    """
    if outcome not in outcomes_for(of_class):
        return ContentProblem.OUTCOME_OF_OTHER_CLASS
    if tuple(measures) and outcome not in CONDUCT_OUTCOMES:
        return ContentProblem.MEASURE_WITHOUT_CONDUCT
    return None
