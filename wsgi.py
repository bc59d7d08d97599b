"""What gunicorn serves."""

import gc
import sys

from pakn.composition import log_redacted
from pakn.web import create_app
from pakn.web.acting import request_id_in_use

# Whoever holds SQLite's write lock gives the interpreter away at each statement, and with the usual
# 5 ms may get it back late. What this gains is not proved (docs/benchmarks.md).
sys.setswitchinterval(0.0005)

log_redacted(request_id_in_use)
app = create_app()

# What is loaded stays: no collection has to walk through it, and forked processes share it.
gc.collect()
gc.freeze()
