"""What gunicorn serves."""

from pakn.adapters.logs import log_to_stderr
from pakn.web import create_app
from pakn.web.acting import request_id_in_use

log_to_stderr(request_id_in_use)
app = create_app()
