"""Takes the screenshots of this folder: a real server over the sample articles, every page in both themes.

    .venv/bin/python docs/screenshots/take.py

Uses a data folder of its own below the system's temporary folder and ends the server it started.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_browser import FLAGS, IDLE, chromium, end, serve  # noqa: E402

from evidence import readers  # noqa: E402
from evidence.installation import Installation  # noqa: E402
from evidence.model import Audit, Finding, Stance  # noqa: E402
from evidence.rules import material  # noqa: E402
from evidence.settings import Settings  # noqa: E402



def telling(audit: Audit) -> Finding:
    """The claim with the most to show: stances on both sides, then the most judgements."""

    def much(finding: Finding) -> tuple[int, int]:
        stances = {judgement.stance for judgement in finding.judgements} & {Stance.SUPPORTS, Stance.REFUTES}
        return len(stances), sum(judgement.stance != Stance.NEUTRAL for judgement in finding.judgements)

    return max(audit.findings, key=much)


def take(page: Page, name: str, address: str, *, full: bool = False) -> None:
    page.goto(address)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(1500)
    if full:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height + 20, 4000)})
        page.wait_for_timeout(900)
    page.screenshot(path=str(HERE / f"{name}.png"))
    print(name)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as nothing:
        installation = Installation.open(Settings(data_folder=Path(folder)))
        audits = []
        for path in sorted(material.path("samples").iterdir()):
            if path.suffix != ".md" or path.stem != "README":
                audits.append(installation.audit(readers.read(path.read_bytes(), path.name)))
        shown = max(audits, key=lambda audit: len(audit.findings))
        claim = telling(shown).claim.id
        installation.close()
        pages = {
            "overview": ("/", True), "audit": ("/Audit?way=sample", False), "article-whole": (f"/Article?audit={shown.run.id}", False),
            "article": (f"/Article?audit={shown.run.id}&claim={claim}", False), "evidence": ("/Evidence", False), "export": (f"/Export?audit={shown.run.id}", False),
            "settings": ("/Settings", True),
        }
        for home, names in ((folder, pages), (nothing, {"overview-empty": ("/", False)})):
            server = serve(Path(home))
            with sync_playwright() as started:
                browser = started.chromium.launch(executable_path=chromium(), args=FLAGS)
                for theme in ("light", "dark"):
                    for name, (address, full) in names.items():
                        page = browser.new_page(color_scheme=theme, viewport={"width": 1280, "height": 900})
                        take(page, f"{name}-{theme}", server.address + address, full=full)
                        page.close()
                if home == folder:
                    page = browser.new_page(viewport={"width": 420, "height": 900}, has_touch=True)
                    take(page, "article-narrow", server.address + pages["article"][0])
                browser.close()
            end(server)


if __name__ == "__main__":
    main()
