"""The corpus itself: enough of every kind, everywhere, nothing said twice, labels that hold."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

import pytest

from routing.corpus import CORPUS_FOLDER, KINDS, Row, load_corpus, load_rows
from routing.register import Register
from routing.text import fold
from tests.unit.routing.conftest import TODAY

WORD = re.compile(r"\w+")
SAME = 0.6  # word-bigram Jaccard from which two texts are one text written twice

Bigrams = frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return load_corpus()


@pytest.fixture(scope="module")
def slugs(places_register: Register) -> set[str]:
    """Bodies of today; the bare UBND is a local body that the text does not name."""
    bodies = {agency.slug for agency in places_register.agencies_in_force(TODAY)}
    return bodies | {"UBND"}


def bigrams(text: str) -> Bigrams:
    words = WORD.findall(fold(text))
    return frozenset(pairwise(words)) or frozenset((word, "") for word in words)


def near_duplicates(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs at or above :data:`SAME`.

    Two sets that alike share a bigram among the rarest of each, so only those are looked up.
    """
    sets = [bigrams(text) for text in texts]
    count = Counter(bigram for one in sets for bigram in one)
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(sets):
        rarest = sorted(one, key=lambda bigram: (count[bigram], bigram))
        prefix = rarest[: ceil((1 - SAME) * len(one)) + 1]
        for other in {other for bigram in prefix for other in seen[bigram]}:
            if len(one & sets[other]) >= SAME * len(one | sets[other]):
                yield other, number
        for bigram in prefix:
            seen[bigram].append(number)


def test_a_text_said_twice_in_other_words_is_found() -> None:
    first = "Thửa đất của mẹ tôi ở xã chờ cấp sổ đỏ đã bảy tháng mà chưa ai trả lời"
    again = "thua dat cua me toi o xa cho cap so do da bay thang ma chua ai giai quyet"
    other = "Chợ xã thu phí chỗ ngồi mỗi phiên một mức, không xé vé cho bà con"
    assert list(near_duplicates([first, other, again])) == [(0, 2)]


def test_fewer_than_two_in_a_hundred_repeat_another(rows: tuple[Row, ...]) -> None:
    pairs = list(near_duplicates([row.text for row in rows]))
    repeated = {number for pair in pairs for number in pair}
    shown = [(rows[one].text[:60], rows[two].text[:60]) for one, two in pairs[:5]]
    assert len(repeated) < 0.02 * len(rows), shown


def test_every_central_body_has_sixty_petitions(rows: tuple[Row, ...], slugs: set[str]) -> None:
    """Ministries and bodies of their rank, as far as texts name them."""
    count = Counter(row.agency for row in rows)
    central = {slug for slug in count if slug and not slug.startswith("UBND")}
    assert len(central) == 17
    assert {slug: count[slug] for slug in central if count[slug] < 60} == {}


def test_every_province_has_local_petitions(
    rows: tuple[Row, ...], places_register: Register
) -> None:
    count = Counter(row.agency for row in rows)
    provinces = [row.agency for row in places_register.provinces_in_force(TODAY)]
    assert len(provinces) == 34
    assert {slug: count[slug] for slug in provinces if count[slug] < 6} == {}
    assert sum(count[slug] for slug in provinces) >= 150


def test_every_kind_and_the_contested_borders_are_covered(rows: tuple[Row, ...]) -> None:
    count = Counter(row.kind for row in rows)
    assert set(count) == set(KINDS)
    assert {kind: n for kind, n in count.items() if n < 50} == {}
    borders = sum(len(load_rows(path)) for path in CORPUS_FOLDER.glob("borders_*.jsonl"))
    assert borders >= 150


def test_slugs_are_bodies_of_today(rows: tuple[Row, ...], slugs: set[str]) -> None:
    named = {slug for row in rows for slug in (row.agency, *row.alt) if slug}
    assert named - slugs == set()


def test_content_codes_follow_the_decree(rows: tuple[Row, ...]) -> None:
    """R13: codes 1-8, of a PAKN alone; 7, a proposed solution, only beside one of 1-6."""
    wrong = []
    for row in rows:
        codes = set(row.content_codes)
        known = codes <= set(range(1, 9))
        alone = 7 in codes and not codes & set(range(1, 7))
        if not known or alone or bool(codes) != (row.kind == "pakn"):
            wrong.append((row.kind, row.content_codes, row.text[:60]))
    assert wrong == []


def test_places_and_levels_agree_with_the_body(
    rows: tuple[Row, ...], places_register: Register
) -> None:
    name = {row.agency: row.name for row in places_register.provinces_in_force(TODAY)}
    wrong = [
        (row.agency, row.province, row.text[:60])
        for row in rows
        if row.level not in {"central", "province", "commune"}
        or (row.agency in name and row.province and not name[row.agency].endswith(row.province))
        or (row.agency in name and row.level == "central")
    ]
    assert wrong == []
