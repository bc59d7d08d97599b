"""What gunicorn serves."""

from pakn.web import create_app

app = create_app()
