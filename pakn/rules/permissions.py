"""Who may open which door (R47, R48). Closed by default: what is not in the table is refused.

Acts upon a case are not listed twice: `case.<act>` belongs to the roles that the table of
transitions names. Everything else, mostly reading, stands in `_GRANTS`.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pakn.rules.states import STAFF_ROLES, Action, Role
from pakn.rules.transitions import TRANSITIONS


class Permission(StrEnum):
    """A door, named `room.thing.act`; acts upon a case are `case.<act>`."""

    # Open to everyone, signed in or not.
    PAGES_GUIDANCE_PUBLIC = "pages.guidance.public"
    PETITION_FILE_PUBLIC = "petition.file.public"
    PETITION_STATUS_PUBLIC = "petition.status.public"
    RESULTS_RELEASED_PUBLIC = "results.released.public"

    ACCOUNT_HOME = "account.home"

    # Filing for others.
    PETITION_FILE_STAFF = "petition.file.staff"
    PETITION_FILE_COUNCIL = "petition.file.council"
    PETITION_IMPORT_STAFF = "petition.import.staff"
    PETITION_IMPORT_COUNCIL = "petition.import.council"

    # The standing body's desk.
    CASE_INBOX_READ = "case.inbox.read"
    CASE_DETAIL_READ = "case.detail.read"
    CASE_SEARCH_READ = "case.search.read"
    CASE_SUGGESTION_READ = "case.suggestion.read"
    CASE_LIST_EXPORT = "case.list.export"
    CASE_NOTE_WRITE = "case.note.write"
    CASE_KIND_MARK = "case.kind.mark"  # as khiếu nại, tố cáo, câu hỏi, …
    # Nhập hộ: what an agency sent on paper.
    CASE_PAPER_ENTER = "case.paper.enter"
    CASE_DEADLINE_PAUSE = "case.deadline.pause"
    CASE_QUARANTINED_READ = "case.quarantined.read"
    CASE_SEALED_READ = "case.sealed.read"  # the text of a tố cáo, its identities masked
    RESULTS_TEXT_PREPARE = "results.text.prepare"
    RESULTS_TEXT_PUBLISH = "results.text.publish"
    RESULTS_TEXT_WITHDRAW = "results.text.withdraw"
    INCIDENT_LIST_READ = "incident.list.read"
    INCIDENT_RECORD_CLOSE = "incident.record.close"

    # Letters: drafted, approved, signed, numbered by different people.
    LETTER_LIST_READ = "letter.list.read"
    LETTER_DRAFT_WRITE = "letter.draft.write"
    LETTER_DRAFT_APPROVE = "letter.draft.approve"
    LETTER_DRAFT_SIGN = "letter.draft.sign"
    LETTER_NUMBER_ENTER = "letter.number.enter"

    # Agencies, own cases only.
    AGENCY_INBOX_READ = "agency.inbox.read"
    AGENCY_CASE_READ = "agency.case.read"
    AGENCY_UNIT_ASSIGN = "agency.unit.assign"
    AGENCY_ANSWER_DRAFT = "agency.answer.draft"
    AGENCY_COUNTS_READ = "agency.counts.read"

    # The Task Force.
    DIRECTION_INBOX_READ = "direction.inbox.read"
    TASKFORCE_CASES_READ = "taskforce.cases.read"
    TASKFORCE_URGE_DRAFT = "taskforce.urge.draft"
    TASKFORCE_URGE_SIGN = "taskforce.urge.sign"
    TASKFORCE_PLAN_READ = "taskforce.plan.read"
    TASKFORCE_PLAN_WRITE = "taskforce.plan.write"

    # Council members, own submissions only.
    COUNCIL_CASES_READ = "council.cases.read"
    COUNCIL_LIST_SUBMIT = "council.list.submit"

    # Reports.
    REPORTS_COUNTS_READ = "reports.counts.read"
    REPORTS_PERIOD_COMPILE = "reports.period.compile"
    REPORTS_PERIOD_APPROVE = "reports.period.approve"

    # Personal data: each use is logged.
    PERSONAL_CONTACT_READ = "personal.contact.read"
    # Whose identity an agency may see, person by person, with a reason.
    PERSONAL_IDENTITY_DISCLOSE = "personal.identity.disclose"
    PERSONAL_SEALED_OPEN = "personal.sealed.open"
    # By the records office, from an approved list (R49).
    PERSONAL_RECORD_ERASE = "personal.record.erase"

    AUDIT_EVENTS_READ = "audit.events.read"
    AUDIT_CHAIN_VERIFY = "audit.chain.verify"
    AUDIT_READS_READ = "audit.reads.read"

    ADMIN_JOBS_READ = "admin.jobs.read"
    ADMIN_JOBS_RETRY = "admin.jobs.retry"
    ADMIN_HEALTH_READ = "admin.health.read"
    ADMIN_ACCOUNTS_READ = "admin.accounts.read"
    ADMIN_ACCOUNTS_WRITE = "admin.accounts.write"
    ADMIN_SETTINGS_READ = "admin.settings.read"
    ADMIN_SETTINGS_WRITE = "admin.settings.write"
    ADMIN_AGENCIES_WRITE = "admin.agencies.write"
    ADMIN_CALENDAR_WRITE = "admin.calendar.write"
    ADMIN_MODELS_READ = "admin.models.read"
    ADMIN_MODELS_PROMOTE = "admin.models.promote"

    # Acts upon a case, one for each act; the table of transitions says whose.
    CASE_ASK_SUPPLEMENT = "case.ask_supplement"
    CASE_NOT_ACCEPT = "case.not_accept"
    CASE_GUIDE = "case.guide"
    CASE_TRANSFER_DENUNCIATION = "case.transfer_denunciation"
    CASE_ANSWER_QUESTION = "case.answer_question"
    CASE_FILE_WITHOUT_HANDLING = "case.file_without_handling"
    CASE_QUARANTINE = "case.quarantine"
    CASE_FORWARD = "case.forward"
    CASE_SEEK_DIRECTION = "case.seek_direction"
    CASE_ANSWER_DIRECTLY = "case.answer_directly"
    CASE_MERGE = "case.merge"
    CASE_SPLIT = "case.split"
    CASE_WITHDRAW = "case.withdraw"
    CASE_SUPPLY = "case.supply"
    CASE_LAPSE = "case.lapse"
    CASE_DIRECT_FORWARD = "case.direct_forward"
    CASE_DIRECT_ANSWER = "case.direct_answer"
    CASE_RAISE_LEVEL = "case.raise_level"
    CASE_ACCEPT = "case.accept"
    CASE_DEEM_ACCEPTED = "case.deem_accepted"
    CASE_RETURN_CASE = "case.return_case"
    CASE_RECALL = "case.recall"
    CASE_CONTEST_JURISDICTION = "case.contest_jurisdiction"
    CASE_ANSWER = "case.answer"
    CASE_EXTEND = "case.extend"
    CASE_ADD_COORDINATING = "case.add_coordinating"
    CASE_DECIDE_JURISDICTION = "case.decide_jurisdiction"
    CASE_RELEASE = "case.release"
    CASE_SEND_BACK = "case.send_back"
    CASE_RATE = "case.rate"
    CASE_APPEAL = "case.appeal"
    CASE_REOPEN = "case.reopen"
    CASE_CORRECT = "case.correct"
    CASE_CLOSE_JOINED = "case.close_joined"
    CASE_UNMERGE = "case.unmerge"
    CASE_LIFT_QUARANTINE = "case.lift_quarantine"


_P = Permission

PUBLIC_PERMISSIONS: frozenset[Permission] = frozenset(
    {
        _P.PAGES_GUIDANCE_PUBLIC,
        _P.PETITION_FILE_PUBLIC,
        _P.PETITION_STATUS_PUBLIC,
        _P.RESULTS_RELEASED_PUBLIC,
    }
)
"""Held by every person; somebody who is not signed in acts as petitioner."""

_DESK = frozenset(
    {
        _P.CASE_INBOX_READ,
        _P.CASE_DETAIL_READ,
        _P.CASE_SEARCH_READ,
        _P.CASE_NOTE_WRITE,
        _P.REPORTS_COUNTS_READ,
    }
)
_DIRECTION = frozenset(
    {
        _P.DIRECTION_INBOX_READ,
        _P.TASKFORCE_CASES_READ,
        _P.TASKFORCE_URGE_DRAFT,
        _P.TASKFORCE_PLAN_READ,
        _P.LETTER_LIST_READ,
        _P.REPORTS_COUNTS_READ,
    }
)
_AGENCY = frozenset(
    {
        _P.AGENCY_INBOX_READ,
        _P.AGENCY_CASE_READ,
        _P.AGENCY_ANSWER_DRAFT,
        _P.AGENCY_COUNTS_READ,
    }
)
_FILING = frozenset(
    {
        _P.PETITION_FILE_STAFF,
        _P.PETITION_IMPORT_STAFF,
        _P.PERSONAL_CONTACT_READ,
        _P.CASE_PAPER_ENTER,
    }
)
_COUNCIL = frozenset({_P.COUNCIL_CASES_READ, _P.PETITION_FILE_COUNCIL, _P.PETITION_IMPORT_COUNCIL})

_GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.INTAKE_CLERK: _DESK | _FILING,
        Role.TRIAGE_OFFICER: _DESK
        | _FILING
        | {
            _P.CASE_SUGGESTION_READ,
            _P.CASE_KIND_MARK,
            _P.CASE_SEALED_READ,
            _P.LETTER_LIST_READ,
            _P.LETTER_DRAFT_WRITE,
            _P.RESULTS_TEXT_PREPARE,
            _P.REPORTS_PERIOD_COMPILE,
            _P.TASKFORCE_PLAN_READ,
        },
        Role.UNIT_LEAD: _DESK
        | {
            _P.CASE_SUGGESTION_READ,
            _P.CASE_KIND_MARK,
            _P.CASE_LIST_EXPORT,
            _P.CASE_DEADLINE_PAUSE,
            _P.CASE_QUARANTINED_READ,
            _P.CASE_SEALED_READ,
            _P.LETTER_LIST_READ,
            _P.LETTER_DRAFT_WRITE,
            _P.LETTER_DRAFT_APPROVE,
            _P.REPORTS_PERIOD_COMPILE,
            _P.REPORTS_PERIOD_APPROVE,
            _P.TASKFORCE_PLAN_READ,
            _P.TASKFORCE_PLAN_WRITE,
            _P.PERSONAL_IDENTITY_DISCLOSE,
            _P.RESULTS_TEXT_WITHDRAW,
            _P.INCIDENT_LIST_READ,
            _P.INCIDENT_RECORD_CLOSE,
        },
        Role.SIGNER: frozenset(
            {
                _P.CASE_INBOX_READ,
                _P.CASE_DETAIL_READ,
                _P.LETTER_LIST_READ,
                _P.LETTER_DRAFT_SIGN,
                _P.REPORTS_COUNTS_READ,
            }
        ),
        Role.RECORDS_CLERK: frozenset(
            {
                _P.CASE_DETAIL_READ,
                _P.LETTER_LIST_READ,
                _P.LETTER_NUMBER_ENTER,
                _P.PERSONAL_RECORD_ERASE,
            }
        ),
        Role.PUBLISHER: _DESK
        | {
            _P.RESULTS_TEXT_PREPARE,
            _P.RESULTS_TEXT_PUBLISH,
            _P.RESULTS_TEXT_WITHDRAW,
            _P.INCIDENT_LIST_READ,
        },
        Role.STANDING_MEMBER: _DIRECTION | {_P.CASE_DETAIL_READ, _P.TASKFORCE_PLAN_WRITE},
        Role.STANDING_DEPUTY: _DIRECTION | {_P.CASE_DETAIL_READ, _P.LETTER_DRAFT_SIGN},
        Role.HEAD: _DIRECTION | {_P.CASE_DETAIL_READ, _P.LETTER_DRAFT_SIGN, _P.TASKFORCE_URGE_SIGN},
        Role.TASKFORCE_MEMBER: frozenset(
            {
                _P.TASKFORCE_CASES_READ,
                _P.TASKFORCE_URGE_DRAFT,
                _P.TASKFORCE_URGE_SIGN,
                _P.TASKFORCE_PLAN_READ,
                _P.REPORTS_COUNTS_READ,
            }
        ),
        Role.ASSISTANT: _DIRECTION | {_P.CASE_DETAIL_READ},
        Role.AGENCY_FOCAL: _AGENCY | {_P.AGENCY_UNIT_ASSIGN},
        Role.AGENCY_UNIT: _AGENCY,
        Role.AGENCY_APPROVER: _AGENCY | {_P.AGENCY_UNIT_ASSIGN},
        Role.COUNCIL_STAFF: _COUNCIL,
        Role.COUNCIL_LEAD: _COUNCIL | {_P.COUNCIL_LIST_SUBMIT},
        Role.IDENTITY_OPENER: frozenset({_P.CASE_SEALED_READ, _P.PERSONAL_SEALED_OPEN}),
        Role.AUDITOR: frozenset(
            {
                _P.AUDIT_EVENTS_READ,
                _P.AUDIT_CHAIN_VERIFY,
                _P.AUDIT_READS_READ,
                _P.INCIDENT_LIST_READ,
            }
        ),
        Role.ADMIN: frozenset(
            {
                _P.ADMIN_JOBS_READ,
                _P.ADMIN_JOBS_RETRY,
                _P.ADMIN_HEALTH_READ,
                _P.ADMIN_ACCOUNTS_READ,
                _P.ADMIN_ACCOUNTS_WRITE,
                _P.ADMIN_SETTINGS_READ,
                _P.ADMIN_SETTINGS_WRITE,
                _P.ADMIN_AGENCIES_WRITE,
                _P.ADMIN_CALENDAR_WRITE,
                _P.ADMIN_MODELS_READ,
                _P.ADMIN_MODELS_PROMOTE,
            }
        ),
    }
)


def permission_for(action: Action) -> Permission:
    """The permission a route declares for an act upon a case.

    Args:
        action: The act.

    Returns:
        `case.<act>`.
    """
    return Permission(f"case.{action.value}")


def _permissions_of(role: Role) -> frozenset[Permission]:
    """Everything a role holds: own grants, the acts of the table, and what goes with an account."""
    acts = {permission_for(row.action) for row in TRANSITIONS if role in row.roles}
    held = acts | _GRANTS.get(role, frozenset())
    if role is not Role.SYSTEM:
        held |= PUBLIC_PERMISSIONS
    if role in STAFF_ROLES:
        held |= {Permission.ACCOUNT_HOME}
    return frozenset(held)


PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {role: _permissions_of(role) for role in Role}
)
"""The whole table, role to permissions."""


def may(role: Role, permission: Permission) -> bool:
    """Whether a role holds a permission. Own cases, agency and state are judged elsewhere.

    Args:
        role: The capacity of the person.
        permission: The door.

    Returns:
        True when the table grants it.
    """
    return permission in PERMISSIONS[role]
