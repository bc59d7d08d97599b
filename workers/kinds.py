"""The table of job kinds: which service does what an outbox row asks for.

A handler stores its effects and the end of its rows in one transaction (`Claim.finishing`), so
whatever runs twice stores nothing twice. It raises when it failed; `workers.jobs` notes that.
"""

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence, Set
from types import MappingProxyType

from rq.timeouts import BaseTimeoutException

from pakn.labels.uploads import ANSWER_WORDS
from pakn.ports import SenderAway, SendingUnconfirmed
from pakn.rules.local_time import local_date
from pakn.services import file_sweep, notices, reminding, upload_checking, upload_filing
from pakn.services.artefacts import router_in_use
from pakn.services.context import Context
from pakn.services.drafts import drop_expired
from pakn.services.history import make_daily_root
from pakn.services.one_time_codes import drop_codes, send_code
from pakn.services.outbox import LeaseLost, hold
from pakn.services.report_compiling import compile_in_portions, finish_report, wanted_from
from pakn.services.suggesting import ask, store_suggestions
from pakn.services.supplementing import lapse_supplement, overdue_supplements
from pakn.services.upkeep import deem_accepted, overdue_acceptances
from workers.claims import Claim
from workers.faults import describe

# A mail is not begun when the lease might end before the server has answered.
_MAIL_SECONDS = 60
_CASES_AT_ONCE = 200
_STEPS_AT_ONCE = 200

log = logging.getLogger(__name__)


class SomeFailed(RuntimeError):
    """Some cases of a job failed, the others are done; trying again does what is left."""


def suggest(claim: Claim) -> None:
    """Ask the model about new cases; before the first training the rows wait and try again."""
    reading = claim.reading()
    case_ids = [row.case_id for row in claim.rows if row.case_id is not None]
    said = ask(reading, router_in_use(reading), case_ids)
    with claim.finishing() as ctx:
        store_suggestions(ctx, said)


def deliver(claim: Claim) -> None:
    """Send messages one by one, so that a crash leaves at most one of them uncertain.

    Where the server of one channel is away, the messages of the others still leave.
    """
    away: dict[str, SenderAway] = {}
    for row in claim.rows:
        one = claim.only(row)
        channel = str(row.arguments.get("channel", "mail"))
        try:
            if channel in away:
                one.fail(away[channel])
            elif one.seconds_left() < _MAIL_SECONDS:
                one.release()
            else:
                _send(one)
        except SenderAway as error:
            away[channel] = error
        except LeaseLost:
            log.info("held by another or done by now: %s", one)


def _send(claim: Claim) -> None:
    """Send one message; raises SenderAway after noting it, for the others of the batch."""
    delivery_id = int(claim.rows[0].arguments["delivery"])
    with claim.holding() as (ctx, held):
        if not notices.start_sending(ctx, [delivery_id]):
            claim.finish(held)  # sent before, taken back, or nobody knows: then a person decides
            return
    try:
        reading = claim.reading()
        notices.hand_over(reading, notices.compose(reading, delivery_id))
    except BaseTimeoutException:
        raise  # it stays `sending`: the next try finds it uncertain
    except SendingUnconfirmed:
        _end_delivery(claim, lambda ctx: notices.note_unconfirmed(ctx, delivery_id))
    except Exception as error:
        refused = describe(error)
        claim.fail(error, also=lambda ctx: notices.note_refused(ctx, delivery_id, refused))
        if isinstance(error, SenderAway):
            raise
    else:
        _end_delivery(claim, lambda ctx: notices.note_sent(ctx, delivery_id))


def _end_delivery(claim: Claim, note: Callable[[Context], None]) -> None:
    """Note what became of a message. It is a fact even where the lease ended meanwhile."""
    with claim.acting() as ctx:
        note(ctx)
        try:
            held = hold(ctx.session, [row.id for row in claim.rows], by=claim.by)
        except LeaseLost:
            return
        claim.finish(held)


def deem_accepted_cases(claim: Claim) -> None:
    """Treat forwarded cases as accepted once their limit has passed (DESIGN §4)."""
    _each_case(claim, overdue_acceptances, deem_accepted)


def lapse_supplements(claim: Claim) -> None:
    """End questions to petitioners whose limit has passed (R2)."""
    _each_case(claim, overdue_supplements, lapse_supplement)


def _each_case(
    claim: Claim,
    find: Callable[[Context, int], list[int]],
    act: Callable[[Context, int], bool],
) -> None:
    """Act on every case that is due, each by itself.

    Raises:
        SomeFailed: cases that could not be; the others are stored.
    """
    stuck: set[int] = set()
    failed = 0
    while todo := _due(claim, find, stuck):
        for case_id in todo:
            try:
                with claim.acting() as ctx:
                    done = act(ctx, case_id)
            except BaseTimeoutException:
                raise
            except Exception as error:  # one case must not keep the others from their turn
                log.warning("%s of case %d: %s", claim.kind.name, case_id, describe(error))
                done, failed = False, failed + 1
            if not done:
                stuck.add(case_id)
    if failed:
        raise SomeFailed(f"{failed} cases")
    with claim.finishing():
        pass


def _due(claim: Claim, find: Callable[[Context, int], list[int]], stuck: Set[int]) -> list[int]:
    found = find(claim.reading(), _CASES_AT_ONCE + len(stuck))
    return [case_id for case_id in found if case_id not in stuck]


def send_code_asked(claim: Claim) -> None:
    """Send a one-time code, where there is somebody to send it to."""
    with claim.finishing() as ctx:
        send_code(ctx, int(claim.rows[0].arguments["code"]))


def daily_root(claim: Claim) -> None:
    """Make the root over all history for the day the schedule's moment belongs to."""
    moment = dt.datetime.fromisoformat(claim.rows[0].arguments["due_at"])
    with claim.finishing() as ctx:
        make_daily_root(ctx, local_date(moment))


def drop_drafts(claim: Claim) -> None:
    """Delete expired drafts and codes, in small portions: nobody waits for the writer long."""
    more = True
    while more:
        with claim.acting() as ctx:
            more = drop_expired(ctx) + drop_codes(ctx) > 0
    with claim.finishing():
        pass


def compile_report(claim: Claim) -> None:
    """Compile a periodic report in portions; it is shown with the end of the row, once."""
    wanted = wanted_from(claim.rows[0].arguments)
    snapshot_id = compile_in_portions(claim.acting, wanted)
    with claim.finishing() as ctx:
        finish_report(ctx, snapshot_id, announce=wanted.announce)


def remind(claim: Claim) -> None:
    """Take the steps of the ladder that are due, in portions; then tell and draft (R33).

    Outside working hours nothing goes out: the next working morning finds the same steps. A moment
    that is being played is taken as it is.
    """
    played = claim.rows[0].as_of is not None
    if played or reminding.in_working_hours(claim.reading()):
        while found := reminding.find_steps(claim.reading(), _STEPS_AT_ONCE):
            with claim.acting() as ctx:
                reminding.take_steps(ctx, found)
        with claim.finishing() as ctx:
            reminding.finish_morning(ctx)
    else:
        with claim.finishing():
            pass


def sweep_files(claim: Claim) -> None:
    """Delete files that nothing refers to: first their rows in small portions, then their bytes."""
    after: int | None = 0
    while after is not None:
        unwanted, after = file_sweep.unwanted_rows(claim.reading(), after)
        if unwanted:
            with claim.acting() as ctx:
                file_sweep.drop_rows(ctx, unwanted)
    file_sweep.discard_without_row(claim.reading())
    with claim.finishing():
        pass


def check_upload(claim: Claim) -> None:
    """Read an uploaded table and say of each row whether it is ready or what is wrong."""
    upload_id = int(claim.rows[0].arguments["upload"])
    checked = upload_checking.check_in_portions(
        claim.acting, claim.reading, upload_id, ANSWER_WORDS
    )
    with claim.finishing() as ctx:
        if checked is not None:
            upload_checking.finish_check(ctx, upload_id, checked)


def file_upload(claim: Claim) -> None:
    """File the ready rows of a table, a few at a time; a row that cannot be holds up no other."""
    arguments = claim.rows[0].arguments
    job = upload_filing.prepare(claim.reading(), arguments, ANSWER_WORDS)
    while job is not None and (found := upload_filing.next_rows(claim.reading(), job)):
        try:
            _file_rows(claim, job, found)
        except BaseTimeoutException:
            raise
        except Exception as error:
            if len(found) > 1:
                log.warning("rows one by one after %s", describe(error))
            for row_id in found:
                _file_row(claim, job, row_id)
    with claim.finishing() as ctx:
        upload_filing.finish_filing(ctx, int(arguments["upload"]), job)


def _file_rows(claim: Claim, job: upload_filing.FilingJob, row_ids: Sequence[int]) -> None:
    with claim.acting() as ctx:
        upload_filing.file_portion(ctx, job, row_ids)


def _file_row(claim: Claim, job: upload_filing.FilingJob, row_id: int) -> None:
    """One row by itself; what refuses it, or goes wrong with it, is noted at the row."""
    try:
        _file_rows(claim, job, [row_id])
    except BaseTimeoutException:
        raise
    except Exception as error:
        log.warning("row %d: %s", row_id, describe(error))
        refusal = error
        with claim.acting() as ctx:
            upload_filing.note_refused(ctx, job, row_id, refusal)


HANDLERS: Mapping[str, Callable[[Claim], None]] = MappingProxyType(
    {
        "suggest": suggest,
        "deliver": deliver,
        "deem_accepted": deem_accepted_cases,
        "lapse_supplements": lapse_supplements,
        "send_code": send_code_asked,
        "daily_root": daily_root,
        "compile_report": compile_report,
        "drop_drafts": drop_drafts,
        "remind": remind,
        "sweep_files": sweep_files,
        "check_upload": check_upload,
        "file_upload": file_upload,
    }
)
"""Kind → handler; a test compares it with `pakn.rules.job_kinds.JOB_KINDS`."""
