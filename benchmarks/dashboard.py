"""How quickly the dashboard answers in a real browser: `python -m benchmarks.dashboard --claims 300 --links 3000 [--clicks 30] [--json -]`.

Starts the dashboard over an article of its own making (that many claims, that many claim-citation links) and, in the same run, a bare
Streamlit page with one button as reference; drives both in headless Chromium. A click is measured in the browser, from the event to the
frame in which the new claim's words stand in the card (for the bare page: the new number). Needs Chromium; CHROMIUM names it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from evidence.installation import Installation
from evidence.model import (
    Article,
    Audit,
    Citation,
    Claim,
    Counts,
    Design,
    Directness,
    Finding,
    Graded,
    Judgement,
    Kind,
    LibraryState,
    Passage,
    PassageKind,
    PublicationStatus,
    Rationale,
    Reason,
    Run,
    Rung,
    Search,
    Stance,
    State,
    Strength,
    Verdict,
    Weighed,
    content_id,
)
from evidence.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
AT = "2026-01-01T00:00:00Z"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
BARE = """
import streamlit as st

st.title("Bare")


@st.fragment
def counter():
    st.session_state.n = st.session_state.get("n", 0)
    if st.button("More"):
        st.session_state.n += 1
    st.html(f"<p class='shown'>{st.session_state.n}</p>")


counter()
"""
# From the event to the frame in which `want` stands in the element, in milliseconds.
MEASURE = """([what, click, want]) => new Promise((done, fail) => {
  const shadow = (one) => { for (const host of document.querySelectorAll('*')) {
    const found = host.shadowRoot && host.shadowRoot.querySelector(one); if (found) return found } return document.querySelector(one) }
  const target = shadow(click), start = performance.now()
  if (!target) { fail(new Error('nothing to click: ' + click)); return }
  const look = () => {
    const node = document.querySelector(what)
    if (node && node.textContent.includes(want)) done(performance.now() - start)
    else if (performance.now() - start > 60000) fail(new Error('no answer for ' + want))
    else requestAnimationFrame(look)
  }
  target.click()
  requestAnimationFrame(look)
})"""
IDLE = """() => ['[data-test-connection-state=CONNECTED]', '[data-test-script-state=notRunning]', 'h1']
  .every((one) => document.querySelector(one))"""


def audit(claims: int, links: int) -> tuple[Audit, tuple[Citation, ...]]:
    """An article of so many claims, one a sentence, with so many citations spread over them; each abstract is some 1,500 characters."""
    text, made, passages, findings = "", [], [], []
    for number in range(claims):
        words = f"Statement {number:04d}: treatment {number % 17} eases symptom {number % 29} in adults within {number % 9 + 1} weeks."
        made.append((len(text), len(text) + len(words), words))
        text += words + ("\n\n" if number % 5 == 4 else " ")
    for start in range(0, claims, 5):
        passages.append(Passage(made[start][0], made[min(start + 4, claims - 1)][1], PassageKind.PARAGRAPH))
    article = Article(content_id("article", "bench"), "A long article", text, tuple(passages), "bench.txt")
    each = max(links // claims, 1)
    quote = "Symptoms eased more with the treatment than with placebo after four weeks."
    filler = "Adults were allotted to treatment or placebo and followed by assessors who did not know which they had received. " * 12
    citations: dict[str, Citation] = {}
    for number, (start, end, words) in enumerate(made):
        claim = Claim(content_id("claim", article.key, words), words, start, end, Kind.EFFICACY)
        judgements = []
        for place in range(each):
            pmid = str(1 + (number * each + place) % 997)
            record = Citation(pmid, f"Trial {pmid} of a treatment", f"{filler}{quote}", year=2000 + int(pmid) % 24, journal="J Bench")
            citations.setdefault(pmid, record)
            stance = (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL)[place % 3]
            rationale = (Rationale(len(filler), len(filler) + len(quote), quote),) if stance != Stance.NEUTRAL else ()
            graded = Graded(Design.RCT, 2 + place % 3, "treatment", "randomised", 40 + place)
            judgements.append(
                Judgement(
                    pmid, stance, 0.9, Strength.HIGH, rationale, Directness.DIRECT, (), graded, PublicationStatus.CURRENT,
                    judge="bench-1", title=f"Trial {pmid} of a treatment", year=2000,
                )
            )  # fmt: skip
        counted = tuple(Weighed(one.pmid, one.stance != Stance.NEUTRAL) for one in judgements)
        verdict = Verdict(Reason.CONFLICTING, Counts(each // 2, each // 3, each // 3), counted, "clinical-1", "Both sides stand.", 2)
        search = Search(Rung.STRICT, "treatment[tiab]", "library", AT, each, each)
        findings.append(Finding(claim, State.JUDGED, (search,), tuple(judgements), verdict))
    run = Run("bench", AT, AT, "library", LibraryState(len(citations), "b2:0"), "bench-1", "clinical-1", "bench")
    return Audit(article, run, tuple(findings)), tuple(citations.values())


@contextmanager
def served(script: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    """Address, process and seconds to the first health answer of a Streamlit server of our own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EVIDENCE_", "STREAMLIT_"))}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless", "true"]
    start = time.monotonic()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**environment, "EVIDENCE_DATA_FOLDER": str(folder)}, stdout=log, stderr=log)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                if process.poll() is not None:
                    raise RuntimeError((folder / "server.log").read_text()) from None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process, time.monotonic() - start
    finally:
        process.terminate()
        process.wait()


def spread(times: Sequence[float]) -> dict[str, float]:
    return {"p50_ms": round(median(times), 1), "p95_ms": round(quantiles(times, n=20)[-1] if len(times) > 1 else times[0], 1)}


def bare(browser: Any, clicks: int) -> dict[str, float]:
    """The reference: a rerun of a fragment that holds a button and one line."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        script.write_text(BARE)
        with served(script, Path(folder)) as (address, _, _):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            page.wait_for_selector(".shown", timeout=60_000)
            page.wait_for_timeout(500)
            times = []
            for number in range(1, clicks + 1):
                times.append(page.evaluate(MEASURE, [".shown", "[data-testid=stButton] button", str(number)]))
                page.wait_for_timeout(150)
            page.close()
    return spread(times)


def dashboard(browser: Any, claims: int, links: int, clicks: int, sessions: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, citations = audit(claims, links)
        installation = Installation.open(Settings(data_folder=folder))
        installation.store.put_citations(citations)
        installation.store.record(made)
        installation.close()
        with served(ROOT / "dashboard.py", folder) as (address, process, cold):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.monotonic()
            page.goto(f"{address}/Article?audit=bench")
            page.wait_for_function(IDLE, timeout=120_000)
            page.wait_for_selector("article .mark", timeout=120_000)
            first = time.monotonic() - start
            page.wait_for_timeout(1500)
            step = max(claims // (clicks + 2), 1)
            times = []
            for number in range(2, clicks + 2):
                finding = made.findings[number * step % claims]
                tag = f'.tag[data-claim="{finding.claim.id}"]'
                times.append(page.evaluate(MEASURE, [".st-key-card .verdict .claim-words", tag, finding.claim.text]))
                page.wait_for_timeout(250)
            before = memory(process.pid)
            more = [browser.new_page() for _ in range(sessions)]
            for one in more:
                one.goto(f"{address}/Article?audit=bench")
                one.wait_for_selector("article .mark", timeout=120_000)
            grown = (memory(process.pid) - before) / sessions if sessions else 0.0
            for one in (*more, page):
                one.close()
    return {
        "cold_start_s": round(cold, 2),
        "first_view_s": round(first, 2),
        "click": spread(times),
        "memory_mb": round(before, 1),
        "memory_per_session_mb": round(grown, 2),
    }


def memory(pid: int) -> float:
    """Resident megabytes of a process (Linux), 0 where it cannot be told."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return int(fields[1]) * resource.getpagesize() / 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Clicks in the reading room, measured in a browser, beside a bare Streamlit page.")
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--links", type=int, default=3000)
    parser.add_argument("--clicks", type=int, default=30)
    parser.add_argument("--sessions", type=int, default=0)
    parser.add_argument("--json", default="", metavar="-")
    given = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    where = os.environ.get("CHROMIUM") or next((found for one in names if (found := shutil.which(one))), "")
    if not where:
        parser.error("Chromium is not on this machine; CHROMIUM names it")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=where, args=FLAGS)
        reference = bare(browser, given.clicks)
        result = dashboard(browser, given.claims, given.links, given.clicks, given.sessions)
        after = bare(browser, given.clicks)
        browser.close()
    result = {
        "claims": given.claims,
        "links": given.links,
        **result,
        "bare": reference,
        "bare_after": after,
        "click_to_bare_p50": round(result["click"]["p50_ms"] / max(reference["p50_ms"], after["p50_ms"], 1.0), 2),
        "load": round(os.getloadavg()[0], 1),
    }
    if given.json == "-":
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:24} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
