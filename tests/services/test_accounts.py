import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from models.history import Event
from models.people import RoleGrant, User
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import accounts
from pakn.services.accounts import (
    AccountLocked,
    SignInRefused,
    SignInResult,
    end_all_sessions,
    sign_in,
)
from pakn.services.context import PETITIONER, SYSTEM, Actor
from tests.factories.people import PASSWORD, person
from tests.factories.reading import fresh
from tests.factories.system import moved_on

NAME = "can-bo"


@pytest.fixture
def officer(system: System) -> Actor:
    """Somebody with an account."""
    return person(system, Role.TRIAGE_OFFICER, username=NAME)


def attempt(system: System, password: str = PASSWORD, username: str = NAME) -> SignInResult:
    """One try to sign in."""
    with system.acting(PETITIONER) as ctx:
        return sign_in(ctx, username, password)


def fail(system: System, times: int) -> list[type[object]]:
    """Wrong passwords in a row: how each was refused."""
    return [type(attempt(system, "sai").refusal) for _ in range(times)]


def test_name_and_password_sign_in(system: System, officer: Actor) -> None:
    signed_in = attempt(system).signed_in
    assert signed_in is not None
    assert (signed_in.user_id, signed_in.session_version) == (officer.user_id, 1)
    assert signed_in.roles == (Role.TRIAGE_OFFICER,)


def test_the_name_is_taken_without_case_and_blanks(system: System, officer: Actor) -> None:
    assert attempt(system, username=" CAN-BO ").signed_in is not None


@pytest.mark.parametrize(
    ("username", "password"), [(NAME, "sai"), (NAME, ""), ("khong-ai", PASSWORD)]
)
def test_what_does_not_belong_together_is_refused_alike(
    system: System, officer: Actor, username: str, password: str
) -> None:
    result = attempt(system, password, username)
    assert result.signed_in is None
    assert type(result.refusal) is SignInRefused
    assert str(result.refusal) == ""


def test_the_fifth_failure_locks_the_account(system: System, officer: Actor) -> None:
    assert fail(system, 5) == [SignInRefused] * 4 + [AccountLocked]
    refusal = attempt(system).refusal
    assert isinstance(refusal, AccountLocked)
    assert (refusal.until - system.ports.clock.now()).total_seconds() == 15 * 60
    assert "lock_account" in fresh().scalars(select(Event.action)).all()


def test_the_lock_ends_after_fifteen_minutes(system: System, officer: Actor) -> None:
    fail(system, 5)
    assert isinstance(attempt(moved_on(system, minutes=14, seconds=59)).refusal, AccountLocked)
    assert attempt(moved_on(system, minutes=15)).signed_in is not None


def test_a_lock_that_ended_gives_five_new_tries(system: System, officer: Actor) -> None:
    fail(system, 5)
    assert fail(moved_on(system, minutes=16), 5) == [SignInRefused] * 4 + [AccountLocked]


def test_signing_in_forgets_failures(system: System, officer: Actor) -> None:
    fail(system, 4)
    assert attempt(system).signed_in is not None
    assert fail(system, 4) == [SignInRefused] * 4


def test_failures_of_one_do_not_lock_another(system: System, officer: Actor) -> None:
    person(system, Role.PUBLISHER, username="khac")
    fail(system, 5)
    assert attempt(system, username="khac").signed_in is not None


def test_ending_sessions_raises_the_version(system: System, officer: Actor) -> None:
    with system.acting(SYSTEM) as ctx:
        assert officer.user_id is not None
        end_all_sessions(ctx, officer.user_id)
    signed_in = attempt(system).signed_in
    assert signed_in is not None
    assert signed_in.session_version == 2
    assert "end_sessions" in fresh().scalars(select(Event.action)).all()


def test_an_account_that_was_closed_does_not_sign_in(system: System, officer: Actor) -> None:
    with unit_of_work() as session:
        session.scalars(select(User)).one().active = False
    assert type(attempt(system).refusal) is SignInRefused


def test_without_a_role_today_nobody_signs_in(system: System, officer: Actor) -> None:
    with unit_of_work() as session:
        grant = session.scalars(select(RoleGrant)).one()
        grant.valid_to = system.ports.clock.now().date()
    assert attempt(system).signed_in is not None
    assert type(attempt(moved_on(system, days=1)).refusal) is SignInRefused


def test_passwords_are_stored_as_argon2id(system: System, officer: Actor) -> None:
    stored = fresh().scalars(select(User.password_hash)).one()
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_an_unknown_name_takes_the_time_of_a_real_check() -> None:
    """The hash that stands for nobody is well formed, with the cost of a real account's."""
    hasher = PasswordHasher()
    nobody = accounts._NOBODY
    with pytest.raises(VerifyMismatchError):
        hasher.verify(nobody, PASSWORD)
    assert not hasher.check_needs_rehash(nobody)
