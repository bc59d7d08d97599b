"""Text in, jurisdiction out: which body handles a petition, and why.

Values in, values out: no web framework, no database, no clock, no network. The room may read
its own package data. Nothing heavy is imported here, so the web process may import the light
modules (``text``, ``register``, ``resolve``) without paying for the numeric ones.
"""
