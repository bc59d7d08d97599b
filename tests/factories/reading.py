"""Looking into the database the way a new request would."""

from sqlalchemy.orm import Session

from models.session import end_read, read_session


def fresh() -> Session:
    """The reading session, seeing everything committed until now."""
    end_read()
    return read_session()
