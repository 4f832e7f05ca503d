"""What a WSGI server and the `flask` command load."""

from app import create_app, doctor

app = create_app()
doctor.insist(app)
