"""敲门 Qiaomen: the server's table of contents."""

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, clock, gate, http, pwa, workroom
from app.accounts.routes import blp as accounts
from app.aside.routes import blp as aside
from app.campaigns.routes import blp as campaigns
from app.cases.file_routes import blp as case_files
from app.cases.home_routes import blp as case_homes
from app.cases.routes import blp as cases
from app.checks.routes import blp as checks
from app.coverage.denominator_routes import blp as denominator
from app.coverage.routes import blp as coverage
from app.db import db
from app.divisions.routes import blp as divisions
from app.exclusions.routes import blp as exclusions
from app.exports.record_routes import blp as export_record
from app.exports.routes import blp as exports
from app.figures.routes import blp as figures
from app.forgetting.routes import blp as forgetting
from app.grades.routes import blp as grades
from app.households.routes import blp as households
from app.jobs.routes import blp as jobs
from app.ledgers.kept_routes import blp as kept_ledgers
from app.ledgers.long_routes import blp as long_ledgers
from app.ledgers.routes import blp as ledgers
from app.ledgers.template_routes import blp as ledger_templates
from app.oversight.routes import blp as oversight
from app.pace.routes import blp as pace
from app.people.provider_routes import blp as provider
from app.people.routes import blp as people
from app.people.second_step_routes import blp as second_step
from app.phones.routes import blp as phones
from app.prints.job_routes import blp as printed_slips
from app.prints.routes import blp as prints
from app.proposals.routes import blp as proposals
from app.rosters.routes import blp as rosters
from app.seals.resident_routes import blp as resident
from app.seals.routes import blp as seals
from app.slips.template_routes import blp as notice_templates
from app.sync.routes import blp as sync
from app.vault import binding  # noqa: F401 - seals whatever is written
from app.vault.keyring import Keyring
from app.visits.routes import blp as visits
from config import Config

DOMAINS = (
    people,
    provider,
    second_step,
    accounts,
    divisions,
    campaigns,
    notice_templates,
    households,
    exclusions,
    proposals,
    rosters,
    visits,
    resident,
    sync,
    phones,
    aside,
    coverage,
    denominator,
    pace,
    exports,
    export_record,
    jobs,
    grades,
    ledgers,
    kept_ledgers,
    long_ledgers,
    ledger_templates,
    forgetting,
    cases,
    checks,
    figures,
    case_homes,
    case_files,
    seals,
    prints,
    printed_slips,
    oversight,
)


def create_app(config: type[Config] = Config) -> Flask:
    """One county's server, from one configuration."""
    # static/ holds sources and node_modules; only pwa.py decides what of it leaves the house.
    app = Flask(__name__, static_folder=None)
    app.config.from_object(config)
    app.json.ensure_ascii = app.json.sort_keys = False  # type: ignore[attr-defined]
    clock.set_zone(app.config["TIMEZONE"])
    db.init_app(app)
    app.extensions["keyring"] = Keyring()
    Migrate(app, db, render_as_batch=True)
    Compress(app)
    if proxies := app.config["TRUSTED_PROXIES"]:
        # Only the given number of hops is believed: anybody can write such a header.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    gate.init_app(app)
    api = http.init_app(app)
    for domain in DOMAINS:
        api.register_blueprint(domain)
    app.register_blueprint(pwa.blp)
    app.register_blueprint(http.health)
    for command in cli.COMMANDS:
        app.cli.add_command(command)
    http.hold_to_table(app)
    workroom.sweep()
    return app
