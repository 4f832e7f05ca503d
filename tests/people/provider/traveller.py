"""Somebody whose browser goes to the provider and comes back."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import requests
from flask import Flask
from werkzeug.test import TestResponse

from tests.people.browser import Browser

RETURN = "http://localhost/api/v1/session/provider/return"


@dataclass(frozen=True)
class Provider:
    """The provider's address."""

    issuer: str


class Traveller(Browser):
    """A browser that follows links, here and there."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.asked: dict[str, str] = {}

    def leave(self) -> str:
        """Follow the desk's link; answers the address at the provider."""
        answer = self.get("/session/provider")
        assert answer.status_code == 302, answer.text
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}
        return answer.location

    def sign_in_there(self, address: str, username: str, *, mfa: bool) -> str:
        """Fill in the provider's page; answers the address it sends the browser back to."""
        with requests.Session() as browser:
            page = browser.get(address, timeout=20)
            assert "县统一认证" in page.text, page.text
            form = {"username": username, **({"mfa": "1"} if mfa else {})}
            answer = browser.post(page.url, data=form, allow_redirects=False, timeout=20)
            while not answer.headers["Location"].startswith(RETURN):
                answer = browser.get(answer.headers["Location"], allow_redirects=False, timeout=20)
            return answer.headers["Location"]

    def come_back(self, address: str) -> TestResponse:
        """Be sent back, as the provider's redirect does."""
        parts = urlsplit(address)
        return self.client.get(f"{parts.path}?{parts.query}", headers={"Sec-Fetch-Site": "cross-site"})

    def travel(self, username: str, *, mfa: bool = False) -> TestResponse:
        """There and back."""
        return self.come_back(self.sign_in_there(self.leave(), username, mfa=mfa))
