"""Mails: each at most once by what we know, and what nobody knows is shown to people."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pakn.composition import System
from pakn.ports import MailServerAway, MailUnconfirmed, SenderAway, Sms
from pakn.rules.job_kinds import JOB_KINDS
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, NotFound
from pakn.services.notices import send_again, start_sending
from pakn.services.outbox import try_again
from tests.factories.jobs import (
    deliveries,
    lease_runs_out,
    mailing_to,
    row_of,
    rows_of,
    run_row,
)
from tests.factories.petitions import file_one, sender
from tests.factories.smtp import MailServer, mail_server
from tests.factories.system import moved_on
from workers.claims import claim_rows
from workers.kinds import deliver

NOBODY_LISTENS = "smtp://127.0.0.1:9"


def _spooled(instance: Path) -> list[EmailMessage]:
    files = sorted((instance / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def _file_for(system: System, *addresses: str) -> None:
    for address in addresses:
        file_one(system, sender=sender(email=address))


def _states() -> list[tuple[str, str]]:
    return [
        (delivery.state, row.state)
        for delivery, row in zip(deliveries(), rows_of("deliver"), strict=True)
    ]


def test_the_receipt_is_mailed_once_however_often_its_job_runs(
    system: System, instance: Path
) -> None:
    receipt = file_one(system)
    for _ in range(2):
        run_row(system, row_of("deliver").id)
    (mail,) = _spooled(instance)
    assert mail["To"] == "mau@example.invalid"
    assert receipt.number in mail["Subject"]
    body = mail.get_content()
    assert receipt.secret in body
    assert "/tra-cuu" in body
    assert _states() == [("sent", "done")]
    assert deliveries()[0].sent_at == system.ports.clock.now()


def test_one_job_sends_all_that_is_due(system: System, instance: Path) -> None:
    _file_for(system, "a@example.invalid", "b@example.invalid", "c@example.invalid")
    run_row(system, rows_of("deliver")[2].id)
    assert {mail["To"] for mail in _spooled(instance)} == {
        "a@example.invalid",
        "b@example.invalid",
        "c@example.invalid",
    }


def test_a_crash_while_sending_is_uncertain_and_not_a_second_mail(
    system: System, instance: Path
) -> None:
    file_one(system)
    row_id = row_of("deliver").id
    claim_rows(system, JOB_KINDS["deliver"], lambda _session, _now: [row_id])
    with system.acting(SYSTEM) as ctx:
        start_sending(ctx, [deliveries()[0].id])
    lease_runs_out(system, row_id)
    run_row(system, row_id)
    assert _states() == [("uncertain", "done")]
    assert _spooled(instance) == []


def test_a_crash_before_sending_is_sent_by_the_next(system: System, instance: Path) -> None:
    file_one(system)
    row_id = row_of("deliver").id
    claim_rows(system, JOB_KINDS["deliver"], lambda _session, _now: [row_id])
    lease_runs_out(system, row_id)
    run_row(system, row_id)
    assert _states() == [("sent", "done")]
    assert len(_spooled(instance)) == 1


def test_while_the_mail_server_is_away_everything_waits_and_is_given_up_at_last(
    system: System,
) -> None:
    _file_for(system, "a@example.invalid", "b@example.invalid")
    now = mailing_to(system, NOBODY_LISTENS)
    for number, seconds in enumerate(JOB_KINDS["deliver"].delays, start=1):
        run_row(now, rows_of("deliver")[0].id)
        assert [(row.state, row.attempt) for row in rows_of("deliver")] == [("failed", number)] * 2
        now = moved_on(now, seconds=seconds)
    run_row(now, rows_of("deliver")[0].id)
    assert _states() == [("pending", "given_up")] * 2
    assert "ConnectionRefusedError" in (rows_of("deliver")[0].last_error or "")

    with mail_server() as server:
        back = mailing_to(now, server.url)
        for row in rows_of("deliver"):
            with back.acting(Actor(role=Role.ADMIN)) as ctx:
                try_again(ctx, row.id)
        run_row(back, rows_of("deliver")[0].id)
        assert _states() == [("sent", "done")] * 2
        assert len(server.taken) == 2


def test_a_refused_recipient_fails_alone_and_is_not_named(system: System) -> None:
    _file_for(system, "a@example.invalid", "refused@example.invalid", "c@example.invalid")
    with mail_server(MailServer(refuse=("refused@",))) as server:
        run_row(mailing_to(system, server.url), rows_of("deliver")[0].id)
    assert _states() == [("sent", "done"), ("pending", "failed"), ("sent", "done")]
    for said in (rows_of("deliver")[1].last_error, deliveries()[1].last_error):
        assert said is not None
        assert said.startswith("SMTPRecipientsRefused")
        assert "refused@" not in said


def test_a_connection_lost_while_sending_is_uncertain_and_not_a_second_mail(
    system: System,
) -> None:
    file_one(system)
    with mail_server(MailServer(drop_after_data=True)) as server:
        for _ in range(2):
            run_row(mailing_to(system, server.url), row_of("deliver").id)
        assert len(server.taken) == 1
    assert _states() == [("uncertain", "done")]


def test_a_bad_farewell_does_not_make_a_taken_mail_refused(system: System) -> None:
    file_one(system)
    with mail_server(MailServer(fail_quit=True)) as server:
        run_row(mailing_to(system, server.url), row_of("deliver").id)
    assert _states() == [("sent", "done")]


def test_a_mail_that_cannot_be_written_fails_before_it_is_sent(
    system: System, instance: Path
) -> None:
    file_one(system)
    with system.acting(SYSTEM) as ctx:
        delivery = deliveries()[0]
        ctx.session.merge(delivery).notice = "no_such_notice"
    run_row(system, row_of("deliver").id)
    assert _states() == [("pending", "failed")]
    assert _spooled(instance) == []


def test_mails_are_given_back_untried_when_the_lease_nears_its_end(
    system: System, instance: Path
) -> None:
    file_one(system)
    row_id = row_of("deliver").id
    (claim,) = claim_rows(system, JOB_KINDS["deliver"], lambda _session, _now: [row_id])
    late = moved_on(system, seconds=JOB_KINDS["deliver"].lease_seconds - 30)
    deliver(type(claim)(late, claim.kind, claim.rows, claim.by))
    row = row_of("deliver")
    assert (row.state, row.attempt, deliveries()[0].state) == ("new", 0, "pending")
    assert _spooled(instance) == []


def test_a_mail_sent_after_the_lease_ended_is_still_known_as_sent(system: System) -> None:
    file_one(system)
    row_id = row_of("deliver").id
    (claim,) = claim_rows(system, JOB_KINDS["deliver"], lambda _session, _now: [row_id])

    class Slow:
        def send(self, message: EmailMessage) -> None:
            lease_runs_out(system, row_id)
            run_row(system, row_id)  # another worker finds it in `sending`
            assert _states() == [("uncertain", "done")]

    with_slow = mailing_to(system, NOBODY_LISTENS)
    object.__setattr__(with_slow.ports, "mailer", Slow())
    deliver(type(claim)(with_slow, claim.kind, claim.rows, claim.by))
    assert _states() == [("sent", "done")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [(MailServer(drop_after_data=True), MailUnconfirmed), (None, MailServerAway)],
)
def test_the_mailer_says_which_of_the_two_it_was(
    system: System, told: MailServer | None, expected: type[OSError]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "pakn@example.invalid", "a@example.invalid"
    mail.set_content("thử")
    with mail_server(told) as server, pytest.raises(expected):
        mailing_to(system, server.url if told else NOBODY_LISTENS).ports.mailer.send(mail)


def _texted(instance: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in (instance / "sms").glob("*.txt")]


def test_a_short_message_says_the_number_and_nothing_of_the_person(
    system: System, instance: Path
) -> None:
    receipt = file_one(system, sender=sender(email=""))
    for _ in range(2):
        run_row(system, row_of("deliver").id)
    (text,) = _texted(instance)
    assert text.startswith("To: 0900000001\n")
    assert receipt.number in text
    assert receipt.secret not in text
    assert "/tra-cuu" in text
    assert _states() == [("sent", "done")]


def test_a_crash_while_texting_is_uncertain_and_not_a_second_message(
    system: System, instance: Path
) -> None:
    file_one(system, sender=sender(email=""))
    row_id = row_of("deliver").id
    claim_rows(system, JOB_KINDS["deliver"], lambda _session, _now: [row_id])
    with system.acting(SYSTEM) as ctx:
        start_sending(ctx, [deliveries()[0].id])
    lease_runs_out(system, row_id)
    run_row(system, row_id)
    assert _states() == [("uncertain", "done")]
    assert _texted(instance) == []


def test_while_mail_is_away_short_messages_still_leave(system: System, instance: Path) -> None:
    file_one(system)
    file_one(system, sender=sender(email=""))
    file_one(system)
    run_row(mailing_to(system, NOBODY_LISTENS), rows_of("deliver")[0].id)
    assert _states() == [("pending", "failed"), ("sent", "done"), ("pending", "failed")]
    assert len(_texted(instance)) == 1


def test_a_gateway_that_is_away_is_tried_again(system: System) -> None:
    file_one(system, sender=sender(email=""))

    class Away:
        def send(self, message: Sms) -> None:
            raise SenderAway("gateway")

    object.__setattr__(system.ports, "sms", Away())
    run_row(system, row_of("deliver").id)
    assert _states() == [("pending", "failed")]


def test_a_person_may_send_an_uncertain_message_again_under_the_same_id(
    system: System, instance: Path
) -> None:
    file_one(system)
    admin = Actor(role=Role.ADMIN)
    delivery = deliveries()[0]
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        send_again(ctx, delivery.id)
    with system.acting(SYSTEM) as ctx:
        start_sending(ctx, [delivery.id])
    run_row(system, row_of("deliver").id)
    assert deliveries()[0].state == "uncertain"
    for number in (1, 2):
        with system.acting(admin) as ctx:
            send_again(ctx, delivery.id)
        run_row(system, rows_of("deliver")[-1].id)
        assert deliveries()[0].state == "sent"
        assert len(rows_of("deliver")) == number + 1
        with system.acting(SYSTEM) as ctx:
            ctx.session.merge(deliveries()[0]).state = "uncertain"
    (mail,) = _spooled(instance)
    assert mail["Message-ID"] == delivery.message_id
