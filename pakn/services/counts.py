"""Counters written with the act they count, so that no page counts a table."""

from collections.abc import Mapping

from models.dialect import insert_adding
from models.jobs import Balance, DailyCount
from pakn.services.context import Context


def count(ctx: Context, *names: str, amount: int = 1) -> None:
    """Add to today's counts of something that happened.

    Args:
        ctx: the act being counted; its local day is the day of the count.
        names: `received`, `forwarded`, `answered`, `published`, … or `received:<channel>`.
        amount: how many (imports count a chunk at once).
    """
    rows = [{"day": ctx.today, "name": name, "value": amount} for name in sorted(names)]
    insert_adding(ctx.session, DailyCount, ("day", "name"), "value", rows)


def balance(ctx: Context, name: str, changes: Mapping[str, int]) -> None:
    """Move standing figures (how many there are now) up or down.

    Always in the same order: two acts crossing each other must not lock each other out.
    """
    rows = [{"name": name, "key": key, "value": amount} for key, amount in sorted(changes.items())]
    insert_adding(ctx.session, Balance, ("name", "key"), "value", rows)
