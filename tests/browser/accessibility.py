"""What axe has to say against a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WITH_BEST_PRACTICE = [*WCAG, "best-practice"]
OF_COLORS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer a color scheme can change; all others read structure and size."""
# Axe brings a style element, which the site's own policy would refuse.
WINDOW = {"bypass_csp": True}


def violations(page: Page, tags: list[str]) -> list[str]:
    """What is wrong in the light scheme and, of colors, in the dark one, on a page loaded once."""
    page.evaluate(AXE)
    switch(page, "light")
    light = said(page, {"type": "tag", "values": tags})
    switch(page, "dark")
    dark = said(page, {"type": "rule", "values": OF_COLORS})
    switch(page, "light")
    return [*light, *(f"dark: {fault}" for fault in dark)]


def switch(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    # Half way between two schemes a color is neither's.
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")


def said(page: Page, rules: dict) -> list[str]:
    # Axe describes every element that passes, too, which takes as long as all its checks.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]
