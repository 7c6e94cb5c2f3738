"""Makes the sample articles in Word and PDF form: ``python docs/make_samples.py``. The same bytes on every run.

The articles are ours, clinics and authors are made up. References are real citations; their identifiers, titles and journals
come from the starter library's list. Needs python-docx and reportlab (a development requirement).
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FOLDER = Path(__file__).resolve().parents[1] / "data" / "samples"
EPOCH = (2025, 1, 1, 0, 0, 0)

ROUTES = (
    ("title", "Routes of Ketamine: What Is Known and What Is Not"),
    ("plain", "By Ingrid Aalto, PharmD"),
    ("plain", "Reviewed by a second pharmacist. Published 6 May 2025"),
    ("plain", "Ketamine can be given by vein, by injection into muscle or under the skin, by nose, under the tongue and by mouth. "
              "This article sums up, in plain words, what studies say about the differences. It is meant for information and "
              "does not replace advice from a clinician who knows you."),
    ("head", "How much of the dose arrives"),
    ("plain", "When a drug is injected into a vein, all of it enters the circulation by definition, so the intravenous route "
              "serves as the yardstick for the others. A crossover study in eight healthy men found that a sublingual formulation "
              "delivered about 29% of the dose [1]. In a very small study from Japan, with three people, tablets "
              "delivered about 20%, sublingual and rectal forms about 30% and nasal drops about 45% [2]. These figures are "
              "rough, because the groups were tiny and the liver breaks down ketamine at different speeds in different people."),
    ("table", (("Route", "Approximate bioavailability", "Source"),
               ("Intravenous", "100% by definition", "yardstick"),
               ("Nasal", "about 45%", "[2]"),
               ("Sublingual", "about 29-30%", "[1], [2]"),
               ("Tablet", "about 20%", "[2]"))),
    ("plain", "A lower share of the dose is not in itself a worse treatment. It can often be made up for with a larger dose, "
              "although swallowed ketamine produces more norketamine, whose role is still debated."),
    ("head", "Does one route work better than another?"),
    ("plain", "Most trials concern depression, not fatigue or pain. In a pilot trial with 15 people, the intravenous, "
              "intramuscular and subcutaneous routes had comparable antidepressant effects, and the subcutaneous route caused the "
              "fewest adverse effects [3]. A meta-analysis suggested that intravenous racemic ketamine may be more effective than "
              "nasal esketamine, but the comparison was indirect and the two drugs are not the same molecule [4]. Larger "
              "head-to-head trials are needed before any route can be called the best."),
    ("head", "What about fatigue?"),
    ("plain", "Evidence for fatigue is sparse. In a secondary analysis of two small crossover trials in bipolar depression, fatigue "
              "scores were lower after intravenous ketamine than after placebo for most of two weeks [5]. Whether this applies to "
              "people with ME/CFS is unknown, and no study has compared routes for fatigue."),
    ("head", "Unwanted effects"),
    ("plain", "A systematic review of studies in depression reported that the following were more common with ketamine than with "
              "placebo [6]:"),
    ("item", "dissociation, i.e. feeling detached from oneself or the surroundings"),
    ("item", "anxiety and other psychiatric symptoms"),
    ("item", "raised blood pressure and heart rate"),
    ("item", "headache, dizziness and other neurological symptoms"),
    ("plain", "The same review noted that the safety of long-term and repeated use has been poorly reported. Bladder problems have "
              "been described in people who use ketamine often, so any urinary symptom should be mentioned to a clinician. It is "
              "not clear whether one route is safer than another."),
    ("head", "Questions to ask"),
    ("number", "Which route do you suggest for me, and why?"),
    ("number", "Is the use you propose approved, or is it off-label?"),
    ("number", "Who will watch my blood pressure, and for how long?"),
    ("head", "References"),
    ("reference", "Rolan P, et al. The absolute bioavailability of racemic ketamine from a novel sublingual formulation. British Journal "
                  "of Clinical Pharmacology. 2014. doi:10.1111/bcp.12264. PMID: 24977293"),
    ("reference", "Plasma concentration profiles of ketamine and norketamine after administration of various ketamine preparations to "
                  "healthy Japanese volunteers. Biopharmaceutics & Drug Disposition. 2003. doi:10.1002/bdd.336. PMID: 12516077"),
    ("reference", "Loo CK, et al. Placebo-controlled pilot trial testing dose titration and intravenous, intramuscular and subcutaneous "
                  "routes for ketamine in depression. Acta Psychiatrica Scandinavica. 2016. doi:10.1111/acps.12572. PMID: 27028832"),
    ("reference", "Bahji A, et al. Comparative efficacy of racemic ketamine and esketamine for depression: A systematic review and "
                  "meta-analysis. Journal of Affective Disorders. 2021. doi:10.1016/j.jad.2020.09.071. PMID: 33022440"),
    ("reference", "Saligan LN, et al. An assessment of the anti-fatigue effects of ketamine from a double-blind, placebo-controlled, "
                  "crossover study in bipolar disorder. Journal of Affective Disorders. 2016. doi:10.1016/j.jad.2016.01.009. "
                  "PMID: 26807672"),
    ("reference", "Short B, et al. Side-effects associated with ketamine use in depression: a systematic review. Lancet Psychiatry. 2018. "
                  "doi:10.1016/S2215-0366(17)30272-9. PMID: 28757132"),
    ("plain", "Ingrid Aalto is a hospital pharmacist. She has no financial ties to makers of ketamine."),
)  # fmt: skip

LEAFLET = (
    ("title", "Living with ME/CFS: A Short Guide"),
    ("plain", "By Tomas Reyes-Lindgren, RN"),
    ("plain", "Last updated: 14 February 2025"),
    ("head", "What is it?"),
    ("plain", "Myalgic encephalomyelitis/chronic fatigue syndrome (ME/CFS) is a serious, long-term illness. Tiredness that rest does "
              "not relieve is only one part of it. The most typical sign is that symptoms get worse after effort, often a day "
              "later; this is called post-exertional malaise. There is no blood test that can confirm or rule out ME/CFS."),
    ("head", "Who gets it?"),
    ("plain", "A meta-analysis of prevalence studies arrived at 0.68% of people, and estimates are higher in women than in men. Anyone "
              "can fall ill, including children. In a cohort of people with glandular fever, Q fever or Ross River virus, "
              "11% still met the criteria six months later. Long COVID can look much like ME/CFS."),
    ("head", "Common symptoms"),
    ("plain", "Besides fatigue, people may have:"),
    ("item", "sleep that does not refresh"),
    ("item", "trouble thinking, remembering or finding words"),
    ("item", "dizziness on standing, or a fast pulse"),
    ("item", "headaches, sore throat and aching muscles or joints"),
    ("item", "sensitivity to light, noise or certain foods"),
    ("head", "What helps?"),
    ("plain", "No treatment cures ME/CFS. A systematic review of randomized trials found that some treatments looked useful in one "
              "trial or another, but none worked consistently. Care therefore aims at easing symptoms and at staying within "
              "one's limits, which is known as pacing. Vigorous exercise programs can make people worse. Sleep problems, pain and "
              "dizziness can often be treated in their own right."),
    ("table", (("Problem", "What may help", "Take care"),
               ("Crashes after effort", "Pacing, rest before you need it", "Heart-rate alarms can mislead"),
               ("Poor sleep", "Fixed times, a dark room, low-dose medicines", "Sedatives may worsen brain fog"),
               ("Dizziness", "Salt, fluids, compression stockings", "Not with high blood pressure"))),
    ("head", "Be careful with big promises"),
    ("plain", "Infusions of vitamins, NAD+ or ketamine are sold to people with ME/CFS. They are costly, and good trials in this illness "
              "are lacking; a drug that helps in depression need not help here. Ask what has been tested, in whom, and "
              "against what."),
    ("head", "When to see a doctor"),
    ("number", "New chest pain, fainting or shortness of breath."),
    ("number", "Weight loss, fever or swollen glands that last."),
    ("number", "Low mood or thoughts of not wanting to live: seek help at once."),
    ("plain", "This leaflet gives general information and is not a substitute for medical advice. To order free copies, "
              "write to leaflets@meadowbrook.invalid."),
    ("plain", "Tomas Reyes-Lindgren is a nurse at Meadowbrook Community Hospital and has cared for people with ME/CFS since 2009."),
)  # fmt: skip


def word(parts: tuple[tuple[str, object], ...]) -> bytes:
    """A Word file: styles for headings and lists, fixed dates in its properties and in its package."""
    document = docx.Document()
    for kind, content in parts:
        if kind == "table":
            rows = tuple(content)  # type: ignore[arg-type]
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Light Grid Accent 1")
            for line, row in zip(table.rows, rows, strict=True):
                for cell, words in zip(line.cells, row, strict=True):
                    cell.text = words
            continue
        style = {"title": "Title", "head": "Heading 1", "item": "List Bullet", "number": "List Number", "reference": "List Number 2"}
        document.add_paragraph(str(content), style=style.get(kind))
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "Ingrid Aalto", str(parts[0][1]), ""
    properties.created = properties.modified = properties.last_printed = datetime(2025, 5, 6, 9, 0)
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def pdf(parts: tuple[tuple[str, object], ...]) -> bytes:
    """A PDF of A5 pages with a running foot; ``invariant`` keeps dates and ids out of it."""
    styles = getSampleStyleSheet()
    story: list[object] = []
    items: list[ListItem] = []
    marker = ""
    for kind, content in (*parts, ("end", "")):
        if items and kind != marker:
            story.append(ListFlowable(items, bulletType="bullet" if marker == "item" else "1", start="•" if marker == "item" else None))
            story.append(Spacer(1, 6))
            items = []
        if kind in ("item", "number"):
            marker = kind
            items.append(ListItem(Paragraph(str(content), styles["BodyText"])))
        elif kind == "table":
            rows = [[Paragraph(words, styles["BodyText"]) for words in row] for row in tuple(content)]  # type: ignore[arg-type]
            story.append(Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])))
            story.append(Spacer(1, 8))
        elif kind != "end":
            style = {"title": "Title", "head": "Heading2"}.get(kind, "BodyText")
            story.append(Paragraph(str(content), styles[style]))

    def foot(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        words = f"Meadowbrook Community Hospital - Living with ME/CFS - page {document.page}"  # type: ignore[attr-defined]
        canvas.drawString(50, 24, words)  # type: ignore[attr-defined]

    out = BytesIO()
    SimpleDocTemplate(
        out, pagesize=A5, title=str(parts[0][1]), author="Tomas Reyes-Lindgren", leftMargin=48, rightMargin=48, topMargin=48, bottomMargin=48,
        invariant=1,
    ).build(story, onFirstPage=foot, onLaterPages=foot)  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "routes-of-ketamine.docx").write_bytes(word(ROUTES))
    (FOLDER / "living-with-me-cfs.pdf").write_bytes(pdf(LEAFLET))
