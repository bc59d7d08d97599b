"""What gunicorn serves."""

from pakn.composition import log_redacted
from pakn.web import create_app
from pakn.web.acting import request_id_in_use

log_redacted(request_id_in_use)
app = create_app()
