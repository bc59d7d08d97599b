"""One plain row of each table of everyday work, in the order in which they refer to each other.

All ids are 1. For tests about tables themselves; tests about acts make their rows by the services.
"""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from models.tables import metadata

Values = dict[str, Any]

DAY = dt.date(2026, 11, 16)
NOW = dt.datetime(2026, 11, 16, 2, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)

GROUND: dict[str, Values] = {
    "file": {"sha256": b"\x02" * 32, "size": 3, "media_type": "image/png", "stored_at": NOW},
    "agency_unit": {"agency_id": 1, "name": "Vụ Mẫu", "valid_from": DAY},
    "assignment": {
        "case_id": 1,
        "round": 9,
        "agency_id": 1,
        "role": "lead",
        "state": "sent",
        "forwarded_at": NOW,
        "due_on": DAY,
    },
    "publication": {
        "case_id": 1,
        "title": "Mẫu",
        "question": "Mẫu",
        "answer": "Mẫu",
        "agency_id": 1,
        "document_number": "1/MAU",
        "document_date": DAY,
        "outcome": "issue_new",
        "published_at": NOW,
        "published_on": DAY,
        "published_by_id": 1,
    },
}
"""Rows that the others refer to; a world made by the services has them already."""

EVERYDAY: dict[str, Values] = {
    "petitioner_detail": {"petitioner_id": 1, "helper_role": "helper", "group_size": 2},
    "unit_member": {"user_id": 1, "unit_id": 1},
    "supplement": {
        "case_id": 1,
        "round": 1,
        "asked_at": NOW,
        "question": "Mẫu",
        "due_on": DAY,
    },
    "addition": {"case_id": 1, "dedup_key": "mau", "text": "Mẫu", "added_at": NOW},
    "addition_file": {"addition_id": 1, "file_id": 1, "name": "anh.png"},
    "case_reply": {"case_id": 1, "round": 1, "action": "guide", "text": "Mẫu", "made_at": NOW},
    "edition": {"name": "mau", "number": 1},
    "note": {"case_id": 1, "kind": "note", "made_at": NOW, "made_by_id": 1},
    "paper_entry": {
        "case_id": 1,
        "agency_id": 1,
        "act": "accept",
        "arrived_on": DAY,
        "entered_by_id": 1,
        "entered_at": NOW,
    },
    "unit_task": {
        "assignment_id": 1,
        "unit_id": 1,
        "due_on": DAY,
        "handed_at": NOW,
        "handed_by_id": 1,
    },
    "answer_draft": {"assignment_id": 1, "drafted_by_id": 1, "updated_at": NOW},
    "answer_file": {"draft_id": 1, "file_id": 1, "name": "tra-loi.pdf"},
    "status_update": {
        "case_id": 1,
        "agency_id": 1,
        "text": "Mẫu",
        "made_at": NOW,
        "made_by_id": 1,
    },
    "letter": {"dedup_key": "mau", "kind": "urge", "subject": "Mẫu", "created_at": NOW},
    "letter_case": {"letter_id": 1, "case_id": 1},
    "letter_event": {"letter_id": 1, "seq": 1},
    "letter_series": {"key": "standing_body:2026:CV", "last": 1, "last_on": DAY},
    "notice_template": {
        "notice": "received",
        "channel": "mail",
        "subject": "Mẫu",
        "body": "Mẫu",
        "valid_from": DAY,
        "written_by_id": 1,
        "written_at": NOW,
    },
    "one_time_code": {
        "purpose": "recover",
        "ticket_hash": b"1" * 32,
        "address_index": b"2" * 32,
        "code_hash": b"3" * 32,
        "created_at": NOW,
        "expires_at": LATER,
    },
    "outage": {
        "begins_at": NOW,
        "ends_at": LATER,
        "reason": "Mẫu",
        "announced_at": NOW,
        "announced_by_id": 1,
    },
    "publication_change": {
        "publication_id": 1,
        "kind": "correction",
        "made_at": NOW,
        "made_by_id": 1,
        "reason": "Mẫu",
        "before": {},
    },
    "incident": {"kind": "other", "happened_at": NOW, "recorded_by_id": 1, "account": "Mẫu"},
    "reminder_step": {
        "case_id": 1,
        "round": 1,
        "clock": "answer",
        "step": "due",
        "act": "remind",
        "due_on": DAY,
        "day": DAY,
        "taken_at": NOW,
    },
    "report_snapshot": {
        "kind": "month",
        "period": "2026-11",
        "begins_on": DAY,
        "ends_on": DAY,
        "compiled_at": NOW,
        "figures": {},
    },
    "report_case": {
        "snapshot_id": 1,
        "case_id": 1,
        "content": "regulation",
        "channel": "web",
        "petition_kind": "report",
        "carried_over": False,
        "outcome": "in_process",
    },
    "upload": {
        "kind": "petitions",
        "user_id": 1,
        "file_id": 1,
        "name": "bang.xlsx",
        "created_at": NOW,
    },
    "upload_row": {"upload_id": 1, "row_no": 2, "state": "ready", "values": b"1"},
}


def store_rows(session: Session, rows: dict[str, Values]) -> None:
    """Store rows as they stand, in their order."""
    for table, values in rows.items():
        session.execute(metadata.tables[table].insert().values(**values))
