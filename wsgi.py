"""What a WSGI server and the `flask` command load."""

from app import create_app, doctor, forget_commands, ledger_commands, print_commands, seal_commands

app = create_app()
doctor.insist(app)
ledger_commands.watch(app)
forget_commands.watch(app)
seal_commands.start_watch(app)
print_commands.watch(app)
