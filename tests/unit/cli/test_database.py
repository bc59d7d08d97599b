from tests.unit.cli.conftest import CommandLine


def test_upgrade_and_seed_make_an_installation(empty: CommandLine) -> None:
    assert empty("db", "upgrade").status == 0
    filled = empty("db", "seed")
    assert filled.status == 0
    assert filled.json["province"] > 34
    assert filled.json["role"] == 19
    assert empty("db", "seed").json == {}, "a second time there is nothing missing"
    assert empty("audit", "verify").json["broken"] is None


def test_down_and_up_again(empty: CommandLine) -> None:
    empty("db", "upgrade")
    assert empty("db", "downgrade", "base").status == 0
    assert empty("audit", "verify").status == 1
    assert empty("db", "upgrade").status == 0
    assert empty("db", "seed").status == 0


def test_an_unknown_revision_is_refused(pakn: CommandLine) -> None:
    outcome = pakn("db", "downgrade", "000000000000")
    assert outcome.status == 1
    assert "000000000000" in outcome.err


def test_demo_accounts_exist_only_in_the_demo(pakn: CommandLine) -> None:
    outcome = pakn("db", "seed", "--demo")
    assert outcome.status == 1
    assert "PAKN_ENV=demo" in outcome.err
    pakn.set(PAKN_ENV="demo")
    filled = pakn("db", "seed", "--demo").json
    assert filled["demo"] is True
    assert filled["demo_letters"] is True
    again = pakn("db", "seed", "--demo").json
    assert (again["demo"], again["demo_letters"], again["demo_cases"]) == (False, False, 0)
    assert pakn("audit", "verify").json["broken"] is None
