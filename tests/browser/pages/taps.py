"""What a thumb does."""

from playwright.sync_api import Page


def tap(page: Page, name: str) -> None:
    page.get_by_test_id(name).first.click()


def settle(page: Page) -> None:
    """A sheet or a dialog comes to rest."""
    page.wait_for_timeout(350)
