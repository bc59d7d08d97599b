"""The civil time in which limits run and dates are shown."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_date(moment: datetime) -> date:
    """The calendar date in Việt Nam at a moment.

    Args:
        moment: An aware datetime in any zone.

    Returns:
        The date on the wall in Asia/Ho_Chi_Minh.

    Raises:
        ValueError: The moment is naive.
    """
    return require_aware(moment).astimezone(LOCAL_ZONE).date()


def require_aware(moment: datetime) -> datetime:
    """Refuse a moment without a zone: guessing one would move deadlines by seven hours.

    Args:
        moment: Any datetime.

    Returns:
        The same moment.

    Raises:
        ValueError: The moment is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    return moment
