"""The standing body's pages under one address; each part declares its own routes."""

from flask import Blueprint

from pakn.web.standing import (
    acts,
    cases,
    entry,
    files,
    following,
    letter_writing,
    letters,
    lists,
    paper,
    published,
    releasing,
)

_PARTS = (
    lists,
    cases,
    acts,
    files,
    releasing,
    published,
    paper,
    following,
    entry,
    letters,
    letter_writing,
)

blueprint = Blueprint("standing", __name__, url_prefix="/thuong-truc")
for _part in _PARTS:
    blueprint.register_blueprint(_part.blueprint)
