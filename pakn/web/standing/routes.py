"""The standing body's pages under one address; each part declares its own routes."""

from flask import Blueprint

from pakn.web.standing import cases, entry, files, following, lists, paper, published, releasing

blueprint = Blueprint("standing", __name__, url_prefix="/thuong-truc")
for _part in (lists, cases, files, releasing, published, following, paper, entry):
    blueprint.register_blueprint(_part.blueprint)
