"""A petition's number and lookup secret: both derived, neither stored as such."""

from models.intake import Petition
from pakn.ports import Keyring
from pakn.rules.numbering import case_number, lookup_secret_format


def petition_number(petition: Petition) -> str:
    """`PAKN.YYYYMMDD.NNNN` (R5)."""
    return case_number(petition.received_on, petition.day_seq)


def receipt_secret(keys: Keyring, petition: Petition) -> str:
    """The lookup secret: a MAC over the petition's id under the key version it was filed with."""
    return secret_of(keys, petition.id, petition.secret_key_version)


def secret_of(keys: Keyring, petition_id: int, version: int) -> str:
    """The same, for a petition of which only this is at hand."""
    return lookup_secret_format(keys.mac("lookup", str(petition_id).encode(), version=version))
