"""Words of the public search index that nobody types: by them the list of results is filtered.

A filter is one word more in the same search, so that a rare agency and a frequent word together
cost no more than the word alone, in SQLite and in PostgreSQL.
"""


def agency_mark(agency_id: int) -> str:
    """Stands in the index of every result of an agency."""
    return f"xq{agency_id}x"


def year_mark(year: int) -> str:
    """Stands in the index of every result that became public in a year."""
    return f"xn{year}x"


def class_mark(content_class: str) -> str:
    """Stands in the index of every result on a regulation, or on conduct."""
    return f"xl{content_class}x"
