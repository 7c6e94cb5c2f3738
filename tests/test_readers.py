"""Bytes -> Article: what is read, where it stands, and what is refused with which words."""

from __future__ import annotations

import io
import json
import re
import runpy
import string
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence import readers
from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import recognition

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
HEADING, PARAGRAPH, ITEM, CELL = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.LIST_ITEM, PassageKind.TABLE_CELL


def found(article: Article) -> list[tuple[PassageKind, str]]:
    return [(passage.kind, article.text[passage.start : passage.end]) for passage in article.passages]


def sound(article: Article) -> None:
    """What holds for every article: passages in order, never overlapping, trimmed, with words; lead-ins before their items."""
    end = 0
    for passage in article.passages:
        assert passage.start >= end
        end = passage.end
        words = article.text[passage.start : passage.end]
        assert words == words.strip()
        assert any(character.isalnum() for character in words)
        if passage.lead_in is not None:
            assert passage.kind == ITEM
            assert passage.lead_in.end <= passage.start
    assert end <= len(article.text)


# ---------------------------------------------------------------- samples


@pytest.mark.parametrize(
    ("name", "title", "date", "author"),
    [
        ("iv-ketamine-for-chronic-fatigue.md", "Can IV Ketamine Lift Chronic Fatigue?", "2025-03-12", "Dr. Miriam Castellane, MD"),
        ("nad-plus-drips.html", "NAD+ Drips: Turn Back the Clock on Tired Cells", "2025-01-20", "Tobias Wrenfield"),
        ("routes-of-ketamine.docx", "Routes of Ketamine: What Is Known and What Is Not", "2025-05-06", "Ingrid Aalto, PharmD"),
        ("living-with-me-cfs.pdf", "Living with ME/CFS: A Short Guide", "2025-02-14", "Tomas Reyes-Lindgren, RN"),
    ],
)
def test_samples(name: str, title: str, date: str, author: str) -> None:
    data = (SAMPLES / name).read_bytes()
    article = readers.read(data, name)
    sound(article)
    assert (article.title, article.date, article.author, article.source) == (title, date, author, name)
    kinds = {kind for kind, _ in found(article)}
    assert kinds == {HEADING, PARAGRAPH, ITEM, CELL}
    assert 300 <= len(article.text.split()) <= 720
    assert article == readers.read(data, name)
    assert all(passage.lead_in for passage in article.passages if passage.kind == ITEM)


def test_the_html_sample_comes_without_its_surroundings() -> None:
    text = readers.read((SAMPLES / "nad-plus-drips.html").read_bytes(), "nad.html").text
    for noise in ("dataLayer", "cookies", "GLOW20", "Privacy", "newsletter", "Glutathione", "position:sticky", "My account"):
        assert noise not in text
    assert "any medicine[1], including" in text


def test_the_pdf_sample_is_whole() -> None:
    article = readers.read((SAMPLES / "living-with-me-cfs.pdf").read_bytes(), "leaflet.pdf")
    assert "page 1" not in article.text
    assert (CELL, "Fixed times, a dark room, low-dose medicines") in found(article)
    assert any("Vigorous exercise programs can make people worse." in words for _, words in found(article)), "a sentence across two pages"


def test_word_and_pdf_samples_are_made_again_byte_for_byte() -> None:
    made = runpy.run_path(str(SAMPLES.parents[1] / "docs" / "make_samples.py"))
    assert made["pdf"](made["LEAFLET"]) == (SAMPLES / "living-with-me-cfs.pdf").read_bytes()
    # The compressed stream may differ between zlib versions; what it holds may not.
    with zipfile.ZipFile(io.BytesIO(made["word"](made["ROUTES"]))) as now, zipfile.ZipFile(SAMPLES / "routes-of-ketamine.docx") as kept:
        assert {name: now.read(name) for name in now.namelist()} == {name: kept.read(name) for name in kept.namelist()}


def test_references_of_the_samples_are_records_at_hand(shared: Path) -> None:
    known = {record.get("pmid"): record for record in json.loads((shared / "gold" / "citations.json").read_text("utf-8"))["citations"]}
    text = readers.read((SAMPLES / "routes-of-ketamine.docx").read_bytes(), "routes.docx").text
    pmids = re.findall(r"PMID: (\d+)", text)
    assert len(pmids) == 6
    for pmid in pmids:
        assert known[pmid]["doi"] in text
        assert known[pmid]["title"] in text


# ---------------------------------------------------------------- the first real article


def test_the_real_article_keeps_its_offsets(shared: Path) -> None:
    path = shared / "articles" / "ketamine_for_chronic_fatigue.txt"
    article = readers.read(path.read_bytes(), path.name)
    sound(article)
    assert article.text == path.read_text("utf-8")
    assert (article.title, article.date, article.author) == ("Chronic Fatigue Syndrome and IV Ketamine", "2024-04-24", "Anthony Kaveh MD")
    gold = json.loads((shared / "gold" / "ketamine_for_chronic_fatigue_dev.json").read_text("utf-8"))
    for sentence in gold["sentences"]:
        assert article.text[sentence["start"] : sentence["end"]] == sentence["quote"]
        inside = [passage for passage in article.passages if passage.start <= sentence["start"] and sentence["end"] <= passage.end]
        assert len(inside) == 1
        if sentence["negative_subtype"] in ("heading", "byline"):
            assert inside[0].kind == HEADING
        if sentence["negative_subtype"] in ("bio", "bio_promotional"):
            assert inside[0].heading == article.author


# ---------------------------------------------------------------- plain text

PLAIN = """*This page is no medical advice and nothing on it has been approved.*

12 March 2024

Living With Tiredness

By Ruth Abebe

What It Is
Tiredness is common. It has many
causes, and most of them are harmless.

1. When to worry

Some signs need a doctor:

  • fever that lasts
  • weight loss, e.g. five kilos
    in a month
     ◦ without a diet

Steps to take

1) Write a diary.
2) Show it to your doctor.

- sleep
- food

Bring with you:
pills
Old letters

The end is near."""


def test_plain_text_structure() -> None:
    article = readers.read(PLAIN.encode(), "tired.txt")
    sound(article)
    assert article.text == PLAIN
    assert (article.title, article.date, article.author) == ("Living With Tiredness", "2024-03-12", "Ruth Abebe")
    assert found(article) == [
        (PARAGRAPH, "*This page is no medical advice and nothing on it has been approved.*"),
        (PARAGRAPH, "12 March 2024"),
        (HEADING, "Living With Tiredness"),
        (HEADING, "By Ruth Abebe"),
        (HEADING, "What It Is"),
        (PARAGRAPH, "Tiredness is common. It has many\ncauses, and most of them are harmless."),
        (HEADING, "When to worry"),
        (PARAGRAPH, "Some signs need a doctor:"),
        (ITEM, "fever that lasts"),
        (ITEM, "weight loss, e.g. five kilos\n    in a month"),
        (ITEM, "without a diet"),
        (HEADING, "Steps to take"),
        (ITEM, "Write a diary."),
        (ITEM, "Show it to your doctor."),
        (ITEM, "sleep"),
        (ITEM, "food"),
        (PARAGRAPH, "Bring with you:"),
        (ITEM, "pills"),
        (ITEM, "Old letters"),
        (PARAGRAPH, "The end is near."),
    ]
    items = [passage for passage in article.passages if passage.kind == ITEM]
    assert [passage.level for passage in items] == [1, 1, 2, 1, 1, 1, 1, 1, 1]
    leads = [article.text[passage.lead_in.start : passage.lead_in.end] for passage in items if passage.lead_in]
    assert leads[0] == leads[1] == "Some signs need a doctor:"
    assert leads[2].startswith("weight loss")
    assert leads[3] == "Steps to take"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_the_file_has_them(end: str) -> None:
    article = readers.read(PLAIN.replace("\n", end).encode(), "tired.txt")
    assert article.text == PLAIN.replace("\n", end)
    assert [kind for kind, _ in found(article)] == [kind for kind, _ in found(readers.read(PLAIN.encode(), "tired.txt"))]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Café au lait helps.".encode(), "Café au lait helps."),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café"),
        ("Café – “yes”".encode("utf-16"), "Café – “yes”"),
        (b"\xfe\xff" + "Café".encode("utf-16-be"), "Café"),
        ("The café’s “cure” – it costs 5 €.".encode("cp1252"), "The café’s “cure” – it costs 5 €."),
        ("e\u0301 stays as it was typed".encode(), "e\u0301 stays as it was typed"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert readers.read(data, "a.txt").text == text


def test_versions_of_one_article_share_the_key_and_differ_in_their_hash() -> None:
    one = readers.read(PLAIN.encode(), "a.txt")
    two = readers.read(PLAIN.replace("fever", "pain").encode(), "b.txt")
    assert one.key == two.key
    assert one.sha256 != two.sha256


def test_a_text_without_a_title_is_named_after_its_file() -> None:
    assert readers.read(b"only one sentence, and it ends here.", "some folder/my_first-note.txt").title == "my first note"


LINES = st.text(alphabet=string.ascii_letters + "0123456789 .:,;-*•()\t\r\n–é\u00a0\u2028", max_size=400)


@given(LINES)
def test_every_word_of_a_plain_text_stands_in_one_passage(text: str) -> None:
    if not any(character.isalnum() for character in text):
        return
    article = readers.read(text.encode(), "a.txt")
    sound(article)
    assert article.text == text
    end = 0
    for passage in (*article.passages, None):
        gap = text[end : passage.start if passage else len(text)]
        for line in re.split(r"[\n\r\u2028]", gap):
            mark = line.strip()
            assert not any(map(str.isalnum, mark)) or re.fullmatch(r"\W*\(?(\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)]", mark), "a word in no passage"
        end = passage.end if passage else end


@given(LINES)
def test_markdown_keeps_the_text_and_sound_passages(text: str) -> None:
    if not any(character.isalnum() for character in text):
        return
    article = readers.read(text.encode(), "a.md")
    sound(article)
    assert article.text == text


# ---------------------------------------------------------------- Markdown

MARKDOWN = """---
title: "Sleep & Pain"
author: Ruth Abebe
date: 2024-06-01
---

Sleep is **vital**
for [pain](https://example.org/a_b).

A Heading
=========

> Quoted words
> go on here.

* one
  goes on
* two
    1. nested

| A \\| B | C |
|---|:-:|
| 1 mg | x |
| | y |

## Closed ##

```
code = 1
```

<script>alert("hello")</script>

![only a picture](a.png)

Last words.\\
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_markdown_structure(end: str) -> None:
    text = MARKDOWN.replace("\n", end)
    article = readers.read(text.encode(), "a.md")
    sound(article)
    assert article.text == text
    assert (article.title, article.author, article.date) == ("Sleep & Pain", "Ruth Abebe", "2024-06-01")
    assert [(kind, words.replace("\r\n", "\n")) for kind, words in found(article)] == [
        (PARAGRAPH, "Sleep is **vital**\nfor [pain](https://example.org/a_b)."),
        (HEADING, "A Heading"),
        (PARAGRAPH, "Quoted words\n> go on here."),
        (ITEM, "one\n  goes on"),
        (ITEM, "two"),
        (ITEM, "nested"),
        (CELL, "A \\| B"),
        (CELL, "C"),
        (CELL, "1 mg"),
        (CELL, "x"),
        (CELL, "y"),
        (HEADING, "Closed"),
        (PARAGRAPH, '<script>alert("hello")</script>'),
        (PARAGRAPH, "Last words.\\"),
    ]


# ---------------------------------------------------------------- HTML


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body><article>{body}</article></body></html>".encode()


LONG = "Fatigue is one of the commonest complaints in general practice, and most people who have it recover within weeks. "


def test_html_structure() -> None:
    body = (
        f"<h1>Tired</h1><p>{LONG}</p><p>{LONG}It<br>ends.</p><h3>Signs of it</h3><p>They include:</p>"
        "<ul><li>pain<ul><li>of the <b>head</b></li></ul></li><li>fever &amp; chills</li></ul>"
        "<table><tr><th>Dose</th><th>Price</th></tr><tr><td>1 mg</td><td>$5</td></tr></table>"
    )
    article = readers.read(page(body, '<meta name="author" content="Ruth Abebe"><meta name="date" content="2024-02-03">'), "a.html")
    sound(article)
    assert (article.author, article.date, article.media_type) == ("Ruth Abebe", "2024-02-03", "text/html")
    pieces = found(article)
    assert pieces[-9:] == [
        (HEADING, "Signs of it"), (PARAGRAPH, "They include:"), (ITEM, "pain"), (ITEM, "of the head"), (ITEM, "fever & chills"),
        (CELL, "Dose"), (CELL, "Price"), (CELL, "1 mg"), (CELL, "$5"),
    ]  # fmt: skip
    assert [passage.level for passage in article.passages if passage.kind == ITEM] == [1, 2, 1]
    assert "Dose | Price\n1 mg | $5" in article.text


def test_hostile_html_is_text_or_gone() -> None:
    body = f"<h1>Tired</h1><p>{LONG}</p><script>steal()</script><p onclick=x()>{LONG}&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    text = readers.read(page(body + "<iframe src=//x></iframe>"), "a.html").text
    assert "steal" not in text
    assert "onclick" not in text
    assert "iframe" not in text
    assert "<script>alert(1)</script>" in text  # as words: the page shows them too


def test_entities_of_a_page_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
        f"<html><body><article><p>{LONG}&x;&b;</p><p>{LONG}</p></article></body></html>"
    )
    article = readers.read(bomb.encode(), "a.xhtml")
    assert "SECRET" not in article.text
    assert "lollol" not in article.text


def test_a_page_in_its_own_encoding() -> None:
    data = page(f"<p>Caf\xe9. {LONG}</p><p>{LONG}</p>", '<meta charset="iso-8859-1">').decode().encode("iso-8859-1")
    assert "Café." in readers.read(data, "a.html").text


SMALL = b"""<html><head><title>Rest | Clinic</title></head><body><nav>Home About</nav><h1>Rest</h1><p>Rest helps <b>most</b> people.<br>
Not all.</p><p hidden>secret</p><ul><li>sleep<ol><li>at night</li></ol></li><li>naps</li></ul>
<table><tr><td>1 h</td><td>good</td></tr></table><footer>Imprint</footer></body></html>"""


def test_a_page_of_a_few_words_keeps_its_structure() -> None:
    article = readers.read(SMALL, "rest.html")
    sound(article)
    assert found(article) == [
        (HEADING, "Rest"), (PARAGRAPH, "Rest helps most people."), (PARAGRAPH, "Not all."), (ITEM, "sleep"), (ITEM, "at night"),
        (ITEM, "naps"), (CELL, "1 h"), (CELL, "good"),
    ]  # fmt: skip
    assert readers.read(b"<p>Ketamine is an anesthetic.</p>", "snippet.html").text == "Ketamine is an anesthetic.\n"


def test_pages_are_known_by_their_content() -> None:
    assert readers.read(page(f"<p>{LONG}</p><p>{LONG}</p>"), "https://example.org/tired").media_type == "text/html"


# ---------------------------------------------------------------- DOCX


def packed(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_keeps_what_python_docx_passes_over() -> None:
    document = docx.Document()
    document.core_properties.author = "python-docx"
    document.add_heading("Tired people", 1)
    inserted = parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Sleep </w:t></w:r>'
        '<w:ins w:id="1" w:author="x"><w:r><w:t>does not</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>always</w:delText></w:r></w:del>'
        '<w:r><w:t xml:space="preserve"> help.</w:t></w:r></w:p>'
    )
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>Inside a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>')
    body = document.element.body
    body.insert(len(body) - 1, inserted)
    body.insert(len(body) - 1, control)
    document.add_paragraph("They report:")
    document.add_paragraph("pain", style="List Bullet")
    document.add_paragraph("poor sleep", style="List Bullet 2")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both columns"
    table.cell(1, 0).text, table.cell(1, 1).text = "left", "right"
    article = readers.read(packed(document), "tired.docx")
    sound(article)
    assert (article.title, article.author) == ("Tired people", "")
    assert found(article) == [
        (HEADING, "Tired people"), (PARAGRAPH, "Sleep does not help."), (PARAGRAPH, "Inside a control."), (PARAGRAPH, "They report:"),
        (ITEM, "pain"), (ITEM, "poor sleep"), (CELL, "Both columns"), (CELL, "left"), (CELL, "right"),
    ]  # fmt: skip


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    document = docx.Document()
    document.add_paragraph("Fine words.")
    bomb = repacked(packed(document), {"word/media/image1.bin": bytes(120 * 1024 * 1024)})
    assert len(bomb) < recognition.MOST_BYTES
    with pytest.raises(ArticleError, match="unpacks to more"):
        readers.read(bomb, "bomb.docx")


def test_a_document_type_inside_docx_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("Fine words.")
    part = zipfile.ZipFile(io.BytesIO(packed(document))).read("word/document.xml")
    for encoding in ("utf-8", "utf-16"):
        text = part.decode("utf-8").split("?>", 1)[1]
        head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'
        evil = (head + text.replace("Fine", "&a;")).encode(encoding)
        with pytest.raises(ArticleError, match="document type"):
            readers.read(repacked(packed(document), {"word/document.xml": evil}), "evil.docx")


# ---------------------------------------------------------------- PDF


def pdf(draw: list[tuple[float, float, str, str, float]], **options: object) -> bytes:
    """A PDF with the given lines: x, y, words, font, size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for x, y, words, font, size in draw:
        if words == "\f":
            canvas.showPage()
            continue
        canvas.setFont(font, size)
        canvas.drawString(x, y, words)
    canvas.save()
    return out.getvalue()


def lines(words: list[str], x: float = 60, y: float = 700, size: float = 10) -> list[tuple[float, float, str, str, float]]:
    return [(x, y - 12 * number, line, "Helvetica", size) for number, line in enumerate(words)]


def test_pdf_mends_words_broken_at_the_end_of_a_line() -> None:
    words = ["Fatigue treat-", "ment is a long-", "term matter; ketamine has anti-", "depressant effects, and treatment", "may take weeks."]
    body = lines(words)
    article = readers.read(pdf([(60, 750, "Tired People", "Helvetica-Bold", 18), *body]), "a.pdf")
    assert article.title == "Tired People"
    assert found(article)[1] == (
        PARAGRAPH, "Fatigue treatment is a long-term matter; ketamine has anti-depressant effects, and treatment may take weeks.",
    )  # fmt: skip


def test_pdf_columns_bullets_and_heads() -> None:
    everything = []
    for number in (1, 2, 3):
        left = lines(["The left column is read first,", *["from top to bottom, line by line,"] * 9, f"until stop {number}."], 60, 640)
        right = lines(["The right one comes next.", "• an item that takes", "  two lines", f"• item {number}"], 320, 640)
        foot = [(60, 30, f"Journal of Tiredness {number}", "Helvetica", 8)]
        everything += [(60, 700, f"Chapter {number}", "Helvetica-Bold", 14), *left, *right, *foot, (0, 0, "\f", "", 0)]
    article = readers.read(pdf(everything), "a.pdf")
    sound(article)
    assert "Journal" not in article.text
    assert found(article)[:5] == [
        (HEADING, "Chapter 1"),
        (PARAGRAPH, "The left column is read first, " + "from top to bottom, line by line, " * 9 + "until stop 1."),
        (PARAGRAPH, "The right one comes next."),
        (ITEM, "an item that takes two lines"),
        (ITEM, "item 1"),
    ]


def test_pdf_with_an_owners_password_only_can_be_read() -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(lines(["Readable words, all of them."])))))
    out = io.BytesIO()
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    writer.write(out)
    assert readers.read(out.getvalue(), "a.pdf").text.strip() == "Readable words, all of them."


# ---------------------------------------------------------------- refusals


def locked_pdf() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(lines(["Secret words."])))))
    out = io.BytesIO()
    writer.encrypt(user_password="x", owner_password="y", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawInlineImage(_picture(), 10, 10)
    canvas.drawImage(_reader(), 10, 10)
    canvas.save()
    return out.getvalue()


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (4, 4))


def _reader() -> object:
    from reportlab.lib.utils import ImageReader

    return ImageReader(_picture())


def package(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "a.txt", "is empty"),
    "blanks": (b" \n\t\r\n", "a.txt", "is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "a.txt", "no words"),
    "no words": (b"--- *** ---", "a.md", "no words"),
    "too large": (b"a" * (recognition.MOST_BYTES + 1), "a.txt", "10.0 MB"),
    "zero bytes": (b"some text\x00and more", "a.txt", "zero bytes"),
    "control characters": (b"\x01\x02\x03\x04\x05 text", "a.txt", "control characters"),
    "UTF-16 without its mark": ("plain text".encode("utf-16-le"), "a.txt", "zero bytes"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8a\x00", "a.txt", "broken"),
    "unknown bytes": (bytes(range(128, 256)) * 4, "a.txt", "neither UTF-8 nor Windows"),
    "an image": (b"\x89PNG\r\n\x1a\n rest", "a.txt", "an image"),
    "a compressed file": (b"\x1f\x8b\x08 rest", "a.gz", "a compressed file"),
    "RTF": (b"{\\rtf1 words}", "a.rtf", "RTF"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Word" * 20, "a.doc", "old Office"),
    "locked Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
    "JSON": (b'{"a": 1}', "a.json", "data"),
    "PubMed XML": (b"<?xml version='1.0'?><PubmedArticleSet/>", "a.xml", "XML"),
    "XML without a name": (b"<?xml version='1.0'?><PubmedArticleSet/>", "upload", "XML"),
    "a workbook": (package(["xl/workbook.xml", "[Content_Types].xml"]), "a.xlsx", "a workbook"),
    "OpenDocument": (package(["mimetype", "content.xml"]), "a.odt", "OpenDocument"),
    "any archive": (package(["a.txt"]), "a.docx", "a packed folder"),
    "Word without its heart": (package(["word/styles.xml", "[Content_Types].xml"]), "a.docx", "broken Word file"),
    "cut Word": ((SAMPLES / "routes-of-ketamine.docx").read_bytes()[:9000], "a.docx", "broken Word file"),
    "text named Word": (b"just words", "a.docx", "named like a DOCX"),
    "text named PDF": (b"just words", "a.pdf", "named like a PDF"),
    "cut PDF": ((SAMPLES / "living-with-me-cfs.pdf").read_bytes()[:300], "a.pdf", "PDF|no text"),
    "PDF of nothing": (b"%PDF-1.4\n", "a.pdf", "broken PDF"),
    "locked PDF": (locked_pdf(), "a.pdf", "password"),
    "scanned PDF": (scanned_pdf(), "a.pdf", "scanned pictures"),
    "empty PDF": (pdf([]), "a.pdf", "no text"),
    "empty Word": (packed(docx.Document()), "a.docx", "no text"),
    "a million items": (b"- a\n" * 60_000, "a.txt", "more than 50000"),
    "a million lines": (b"- a\n" * 110_000, "a.md", "more than 100000 lines"),
    "a page of a million parts": (b"<html><body>" + b"<p>a" * 61_000, "a.html", "more parts"),
    "markup alone": (b"<div><div>", "a.md", "no text that can be read"),
    "page of scripts": (b"<!doctype html><html><body><script>x()</script><nav>Home</nav></body></html>", "a.html", "without an article"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_by_name_with_what_to_do(case: str) -> None:
    data, name, words = REFUSED[case]
    with pytest.raises(ArticleError, match=words) as raised:
        readers.read(data, name)
    assert str(raised.value).startswith(name)
    assert str(raised.value).endswith(".")
    assert raised.value.advice.endswith(".")
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx", "pdf", "xyz", ""])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b"\xff\xfe", b"# a\n"]))
def test_random_bytes_give_an_article_or_an_article_error(ending: str, data: bytes, start: bytes) -> None:
    with suppress(ArticleError):
        sound(readers.read(start + data, f"a.{ending}"))


@pytest.mark.parametrize("name", ["routes-of-ketamine.docx", "living-with-me-cfs.pdf", "nad-plus-drips.html"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_damaged_files_give_an_article_or_an_article_error(name: str, data: st.DataObject) -> None:
    whole = bytearray((SAMPLES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ArticleError):
        sound(readers.read(bytes(whole[: data.draw(st.integers(1, len(whole)))]), name))
