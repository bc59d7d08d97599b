"""Pages that a browser may keep for a minute: what is taken down is gone everywhere after it.

The tag of a page is its text without the nonce of the request, so an unchanged page is answered
with 304 and no body.
"""

import datetime as dt
import hashlib

from flask import Response, make_response, request, session

from pakn.web.security import csp_nonce

KEPT_SECONDS = 60


def kept_briefly(
    body: str, *, changed: dt.datetime | None = None, media_type: str = "text/html"
) -> Response:
    """Answer with a page that may be kept for a minute at most.

    Args:
        body: the rendered page.
        changed: when what it shows last changed, where that is known.
        media_type: what it is.
    """
    response = make_response(body)
    response.mimetype = media_type
    if session.modified:  # a message meant for one person, or another language
        return response
    # Not for caches between: the language is the reader's own, and so is the nonce.
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}, must-revalidate"
    response.vary.add("Cookie")
    tag = hashlib.sha256(body.replace(csp_nonce(), "").encode()).hexdigest()[:32]
    response.set_etag(tag, weak=True)
    if changed is not None:
        response.last_modified = changed
    if request.if_none_match:
        response.make_conditional(request)
    return response
