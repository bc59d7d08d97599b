"""A row of each table that has CHECKs, and what must not become of it.

`POSSIBLE` rows can be stored beside one filed petition (all its ids are 1); each of `IMPOSSIBLE`
changes one of them so that exactly the named CHECK must refuse it.
"""

import datetime as dt
from typing import Any

Values = dict[str, Any]

DAY = dt.date(2026, 11, 16)
BEFORE = dt.date(2026, 11, 15)
NOW = dt.datetime(2026, 11, 16, 2, 0, tzinfo=dt.UTC)
SPAN = {"valid_from": DAY, "valid_to": DAY}
BACKWARDS = {"valid_from": DAY, "valid_to": BEFORE}

POSSIBLE: dict[str, Values] = {
    "agency": {
        "slug": "MAU",
        "code": "",
        "name": "Bộ Mẫu",
        "short_name": "Mẫu",
        "kind": "ministry",
        **SPAN,
    },
    "agency_name": {"agency_id": 1, "name": "Tên khác", "relation": "same"},
    "agency_follower": {"agency_id": 1, "user_id": 1, **SPAN},
    "calendar_day": {"day": dt.date(2031, 1, 1), "kind": "holiday", "name": "Ngày mẫu"},
    "commune": {"code": "99999", "name": "Xã Mẫu", "kind": "xa", "province_code": "01"},
    "parameter": {"name": "mau", "value": 1, "article": "tự đặt", **SPAN},
    "province": {
        "code": "99",
        "name": "Tỉnh Mẫu",
        "short_name": "Mẫu",
        "kind": "tinh",
        "agency_slug": "UBND-99",
        **SPAN,
    },
    "role_grant": {"user_id": 1, "role": "auditor", **SPAN},
    "user": {
        "username": "mau",
        "display_name": "Người Mẫu",
        "password_hash": "",
        "failed_sign_ins": 0,
        "created_at": NOW,
    },
    "petitioner": {"kind": "individual", "key_version": 1, "created_at": NOW, "name": b"1"},
    "petition": {
        "received_on": DAY,
        "day_seq": 77,
        "received_at": NOW,
        "channel": "web",
        "kind": "report",
        "subject": "rule",
        "title": "Mẫu",
        "content": "Mẫu",
        "content_hash": b"1",
        "petitioner_id": 1,
        "secret_key_version": 1,
    },
    "cases": {"petition_id": 1, "child_no": 7, "state": "received", "received_on": DAY},
    "assignment": {
        "case_id": 1,
        "round": 1,
        "agency_id": 1,
        "role": "lead",
        "state": "sent",
        "forwarded_at": NOW,
        "due_on": DAY,
    },
    "answer": {
        "case_id": 1,
        "round": 1,
        "version": 1,
        "agency_id": 1,
        "document_number": "1/MAU",
        "document_date": DAY,
        "outcome": "issue_new",
        "text": "Mẫu",
        "answered_at": NOW,
    },
    "delivery": {
        "dedup_key": "mau",
        "channel": "mail",
        "notice": "received",
        "recipient": b"1",
        "message_id": "<1@pakn.invalid>",
        "state": "pending",
        "created_at": NOW,
    },
    "outbox": {
        "kind": "suggest",
        "subject": "mau",
        "state": "new",
        "run_at": NOW,
        "request_id": "1",
        "created_at": NOW,
    },
}

_OTHER = {"kind": "other"}
_UNKNOWN = {"state": "other"}

IMPOSSIBLE: tuple[tuple[str, str, Values], ...] = (
    ("agency", "dates", BACKWARDS),
    ("agency", "kind", _OTHER),
    ("agency_name", "relation", {"relation": "other"}),
    ("agency_name", "outside", {"relation": "outside"}),
    ("agency_name", "outside", {"agency_id": None}),
    ("agency_follower", "dates", BACKWARDS),
    ("calendar_day", "kind", _OTHER),
    ("commune", "kind", _OTHER),
    ("parameter", "dates", BACKWARDS),
    ("province", "kind", _OTHER),
    ("role_grant", "dates", BACKWARDS),
    ("user", "failed_sign_ins", {"failed_sign_ins": -1}),
    ("petitioner", "kind", _OTHER),
    ("petitioner", "erased", {"erased_at": NOW}),
    ("petitioner", "erased", {"erased_at": NOW, "name": None, "phone": b"1"}),
    ("petitioner", "erased", {"erased_at": NOW, "name": None, "email": b"1"}),
    ("petitioner", "erased", {"erased_at": NOW, "name": None, "address": b"1"}),
    ("petition", "day_seq", {"day_seq": 0}),
    ("petition", "kind", {**_OTHER, "proposal": "Mẫu"}),
    ("petition", "channel", {"channel": "other"}),
    ("petition", "subject", {"subject": "other"}),
    ("petition", "publication", {"publication": "none"}),
    ("petition", "recommendation_proposes", {"kind": "recommendation"}),
    ("cases", "state", _UNKNOWN),
    ("cases", "merged", {"state": "merged", "closed_on": DAY}),
    ("cases", "merged", {"merged_into_id": 1}),
    ("cases", "supplement", {"state": "awaiting_supplement"}),
    ("cases", "supplement", {"asked_from": "received"}),
    ("cases", "direction", {"state": "awaiting_direction"}),
    ("cases", "direction", {"direction_level": "head"}),
    ("cases", "ground", {"state": "not_accepted", "closed_on": DAY}),
    ("cases", "ground", {"ground": "GROUND"}),
    ("cases", "lead", {"state": "forwarded"}),
    ("cases", "lead", {"state": "in_progress"}),
    ("cases", "answered", {"state": "answered"}),
    ("cases", "closed", {"state": "closed"}),
    ("cases", "closed", {"state": "withdrawn"}),
    ("cases", "closed", {"closed_on": DAY}),
    ("cases", "counts", {"round": 0}),
    ("cases", "counts", {"version": 0}),
    ("cases", "counts", {"returns": -1}),
    ("assignment", "role", {"role": "other"}),
    ("assignment", "state", _UNKNOWN),
    ("assignment", "return_reason", {"state": "returned"}),
    ("assignment", "return_reason", {"return_reason": "Mẫu"}),
    ("assignment", "accepted", {"state": "accepted"}),
    ("assignment", "accepted", {"state": "answered"}),
    ("answer", "version", {"version": 0}),
    ("delivery", "channel", {"channel": "pigeon"}),
    ("delivery", "state", _UNKNOWN),
    ("outbox", "state", _UNKNOWN),
    ("outbox", "lease", {"state": "running"}),
    ("outbox", "lease", {"lease_until": NOW}),
)
