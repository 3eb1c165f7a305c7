"""What axe has to say against a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WITH_BEST_PRACTICE = [*WCAG, "best-practice"]


def violations(page: Page, rules: list[str]) -> list[str]:
    # Axe describes every element that passes, too, which takes as long as all its checks.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]
