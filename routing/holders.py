"""Who had a field of work on a day: chances follow the field to the body that held it then.

A model knows the mandates of one day. For a text received on another day, what speaks for a body
because of a field that body did not have yet, or no longer, belongs to whoever had it; a body
that did not exist gives all it has to those it came from. Standard library only.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from routing.lexicon import Hit
from routing.mandates import Mandate
from routing.register import Register


class Chance(NamedTuple):
    """The chance of a body on a day, and the class of the model that speaks for it."""

    agency: str
    column: int
    probability: float


def _falling(chance: Chance) -> tuple[float, int]:
    """The likeliest first, else in the order of the classes."""
    return -chance.probability, chance.column


class DayHolders:
    """The bodies of one day beside those the model knows."""

    def __init__(
        self,
        mandates: Sequence[Mandate],
        register: Register,
        *,
        model_day: date,
        on: date,
        always: str,
    ) -> None:
        """What moved between two days.

        Args:
            mandates: of all days.
            register: bodies and their successions.
            model_day: the day whose mandates the model knows.
            on: the day asked for.
            always: a class that is no body of the register and exists on every day.
        """
        self._existing = {agency.slug for agency in register.agencies_in_force(on)} | {always}
        self._moved: dict[tuple[str, str], str] = {}
        then: dict[str, set[str]] = {}
        for mandate in mandates:
            if mandate.in_force(on):
                then.setdefault(mandate.field, set()).add(mandate.agency)
        for mandate in mandates:
            holders = then.get(mandate.field, set())
            # Bodies may have a field of the same name side by side; then nothing moved.
            if mandate.in_force(model_day) and mandate.agency not in holders and len(holders) == 1:
                self._moved[mandate.agency, mandate.field] = next(iter(holders))
        self._forerunners: dict[str, str] = {}
        for step in register.successions:
            if step.on_date > on and not step.field and step.predecessor in self._existing:
                self._forerunners.setdefault(step.successor, step.predecessor)

    def spread(
        self,
        names: Sequence[str],
        chances: Sequence[float],
        hits: Sequence[Hit[Mandate]],
        weights: Mapping[str, float],
    ) -> list[Chance]:
        """The chances of the bodies of the day, likeliest first.

        Args:
            names: the classes of the model.
            chances: one for each, from the model's own day.
            hits: the terms of the text.
            weights: what each term weighs.

        Returns:
            bodies that exist on the day only; a body that two classes speak for stands once,
            under the class that gives it more.
        """
        if not self._moved and self._existing.issuperset(names):
            plain = [
                Chance(name, column, chance)
                for column, (name, chance) in enumerate(zip(names, chances, strict=True))
            ]
            return sorted(plain, key=_falling)
        leaving = self._leaving(hits, weights) if self._moved else {}
        given: dict[str, dict[int, float]] = {}
        for column, (name, chance) in enumerate(zip(names, chances, strict=True)):
            shares = dict(leaving.get(name, {}))
            kept = 1.0 - sum(shares.values())
            home = name if name in self._existing else self._forerunners.get(name, "")
            shares[home] = shares.get(home, 0.0) + kept
            for agency, share in shares.items():
                if agency in self._existing and share > 0.0:
                    given.setdefault(agency, {})[column] = chance * share
        found = [
            Chance(agency, max(parts, key=lambda column: parts[column]), sum(parts.values()))
            for agency, parts in given.items()
        ]
        return sorted(found, key=_falling)

    def _leaving(
        self, hits: Sequence[Hit[Mandate]], weights: Mapping[str, float]
    ) -> Mapping[str, dict[str, float]]:
        """For each body the share of its terms in the text that belonged to others that day."""
        totals: dict[str, float] = {}
        parts: dict[str, dict[str, float]] = {}
        for hit in hits:
            weight = weights.get(hit.key, 0.0)
            holders = {mandate.agency: mandate.field for mandate in hit.owners}
            for agency, field in holders.items():
                totals[agency] = totals.get(agency, 0.0) + weight
                holder = self._moved.get((agency, field))
                if holder is not None:
                    taken = parts.setdefault(agency, {})
                    taken[holder] = taken.get(holder, 0.0) + weight
        return {
            agency: {holder: weight / totals[agency] for holder, weight in taken.items()}
            for agency, taken in parts.items()
            if totals[agency] > 0.0
        }
