"""The county's own sign-in provider, by OpenID Connect: where somebody is sent, and who it says came back.

Authlib does the protocol (code flow, PKCE, state, nonce, the token's signature). What belongs to one attempt is kept in
the browser that makes it: nobody can be sent back with somebody else's.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import FrameworkIntegration
from authlib.integrations.flask_client import FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app, g
from joserfc.errors import JoseError

from app.people import cookies, refusals

FLOW, FLOW_S = "qiaomen_provider", 600
_TIMEOUT_S = 10
# A token that is not signed by the provider's own private key is none: no `none`, no shared secrets.
_SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}


@dataclass(frozen=True)
class Proof:
    """Who the provider says this is, and whether a second step was part of it."""

    username: str
    has_second_step: bool


class _Session(OAuth2Session):  # type: ignore[misc]
    def request(self, *args: Any, **options: Any) -> Any:
        """A provider that does not answer must hold nobody up."""
        return super().request(*args, **{"timeout": _TIMEOUT_S, **options})


class _Client(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class _InThisBrowser(FrameworkIntegration):  # type: ignore[misc]
    """Keeps an attempt's state where only this browser and we read it; the house has no other session than its own."""

    def set_state_data(self, session: Any, state: str, data: dict[str, Any]) -> None:
        g.provider_flow = urlsafe_b64encode(json.dumps({**data, "state": state}).encode()).decode()

    def get_state_data(self, session: Any, state: str | None) -> dict[str, Any] | None:
        data = _unpacked(cookies.read(FLOW) or "")
        is_ours = data and hmac.compare_digest(str(data.get("state")).encode(), (state or "").encode())
        return data if is_ours else None

    def clear_state_data(self, session: Any, state: str | None) -> None:
        """The route drops the cookie, whatever comes of the attempt."""


def name() -> str | None:
    """What the desk's button calls the provider; None when there is none."""
    config = current_app.config
    return config["OIDC_NAME"] if config["OIDC_ISSUER"] and config["OIDC_CLIENT_ID"] else None


def begin(return_to: str) -> tuple[str, str]:
    """Where to send this browser, and what it must keep until it comes back. Raises no_provider, provider_away."""
    try:
        response = _client().authorize_redirect(return_to)
    except (requests.RequestException, AuthlibBaseError, ValueError, TypeError, RuntimeError) as error:
        current_app.logger.warning("sign-in provider: %s", type(error).__name__)
        raise refusals.provider_away() from None
    return response.location, g.pop("provider_flow")


def finish() -> Proof:
    """Who came back with this request. Raises no_provider, provider_away, provider_refused."""
    client = _client()
    try:
        _only_signed(client)
        token = client.authorize_access_token()
        claims = token.get("userinfo")
        if claims is None or claims["iss"] != current_app.config["OIDC_ISSUER"]:
            raise refusals.provider_refused()
        return _proof(client, token, claims)
    except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
        current_app.logger.warning("sign-in provider: %s", type(error).__name__)
        raise refusals.provider_refused() from None
    except requests.RequestException as error:
        current_app.logger.warning("sign-in provider: %s", type(error).__name__)
        raise refusals.provider_away() from None


def _client() -> _Client:
    """One of each server process: what the provider says of itself is asked once."""
    config = current_app.config
    if name() is None:
        raise refusals.no_provider()
    if "provider" not in current_app.extensions:
        secret = config["OIDC_CLIENT_SECRET_FILE"]
        current_app.extensions["provider"] = _Client(
            _InThisBrowser("provider"),
            name="provider",
            client_id=config["OIDC_CLIENT_ID"],
            client_secret=secret.read_text().strip() if secret else None,
            server_metadata_url=f"{config['OIDC_ISSUER'].rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": config["OIDC_SCOPE"], "code_challenge_method": "S256"},
        )
    return current_app.extensions["provider"]  # type: ignore[no-any-return]


def _only_signed(client: _Client) -> None:
    said = client.load_server_metadata()
    offered = said.get("id_token_signing_alg_values_supported", ["RS256"])
    said["id_token_signing_alg_values_supported"] = [alg for alg in offered if alg in _SIGNED_BY]


def _proof(client: _Client, token: dict[str, Any], claims: dict[str, Any]) -> Proof:
    claim = current_app.config["OIDC_USERNAME_CLAIM"]
    if claim not in claims:
        # Many providers tell no more than who it is in the token, and the rest when asked.
        told = client.userinfo(token=token)
        if told["sub"] != claims["sub"]:
            raise refusals.provider_refused()
        claims = {**told, **claims}
    return Proof(
        str(claims[claim]), any(_says(claims, word) for word in current_app.config["OIDC_SECOND_STEP"].split())
    )


def _says(claims: dict[str, Any], word: str) -> bool:
    """Whether the provider says this, as `amr:mfa`: amr is a list, acr a word."""
    claim, _, wanted = word.partition(":")
    said = claims.get(claim)
    return wanted in said if isinstance(said, list) else said == wanted


def _unpacked(kept: str) -> dict[str, Any] | None:
    try:
        data = json.loads(urlsafe_b64decode(kept))
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
