"""What is read once and kept gives the very records that reading everything gives, however odd the XML."""

from __future__ import annotations

import io
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_records import pubmed_files

from evidence import records
from evidence.errors import RecordsError
from evidence.records import Batch, repeats, stream

JOURNAL = "<Journal><Title>J &amp; J</Title><JournalIssue><Volume>3</Volume><PubDate><Year>2001</Year></PubDate></JournalIssue></Journal>"
MESH = (
    '<MeshHeadingList><MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Humans</DescriptorName></MeshHeading><MeshHeading>'
    '<DescriptorName UI="D2" MajorTopicYN="Y">Pain</DescriptorName><QualifierName UI="Q1" MajorTopicYN="N">etiology</QualifierName>'
    "</MeshHeading></MeshHeadingList>"
)
AUTHOR = (
    '<Author ValidYN="Y"><LastName>O&apos;Hara</LastName><ForeName>Ann</ForeName><Initials>A</Initials><Identifier Source="ORCID">'
    "0000-0002-1825-0097</Identifier><AffiliationInfo><Affiliation>A &amp; B,\n  Rome.</Affiliation></AffiliationInfo></Author>"
)
HISTORY = '<History><PubMedPubDate PubStatus="pubmed"><Year>2001</Year><Month>5</Month><Day>2</Day></PubMedPubDate></History>'
REFERENCE = (
    '<Reference><Citation>Smith. A &lt; B. 1999.</Citation><ArticleIdList><ArticleId IdType="pubmed">7</ArticleId></ArticleIdList>'
    "</Reference>"
)
REVISED = "<DateRevised><Year>2002</Year><Month>01</Month><Day>03</Day></DateRevised>"
ODD = {
    "plain": "",
    "markup in a reference": "<Reference><Citation>On <i>E. coli</i> &#945;</Citation></Reference>",
    "lists in lists": f"<ReferenceList>{REFERENCE}</ReferenceList><ReferenceList>{REFERENCE}</ReferenceList>",
    "a reference without text": "<Reference><Citation/></Reference>",
    "a carriage return": "<Reference><Citation>one\r\ntwo</Citation></Reference>",
    "an identifier first": '<Reference><ArticleIdList><ArticleId IdType="pubmed">8</ArticleId></ArticleIdList></Reference>',
}
PEOPLE = (
    AUTHOR,
    AUTHOR.replace('ValidYN="Y"', 'ValidYN="N"'),
    '<Author ValidYN="Y"><CollectiveName>The <sup>2</sup> Group</CollectiveName></Author>',
    AUTHOR.replace("<Initials>", "<Suffix>Jr</Suffix><Initials>"),
    AUTHOR.replace("Ann", "&#65;nn"),
    AUTHOR.replace("Ann", "A\tn\u00e9"),
    AUTHOR.replace("Rome.", "Rome <sup>1</sup>."),
    "",
)


def record(pmid: int, people: str = AUTHOR, references: str = "", more: str = "", journal: str = JOURNAL) -> str:
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>{REVISED}<Article>{journal}<ArticleTitle>T {pmid}'
        f'</ArticleTitle><AuthorList CompleteYN="Y">{people}</AuthorList></Article>{MESH}{more}</MedlineCitation><PubmedData>{HISTORY}'
        f"<ReferenceList>{REFERENCE}{references}</ReferenceList></PubmedData></PubmedArticle>"
    )


def set_of(*inside: str) -> bytes:
    return f"<PubmedArticleSet>{''.join(inside)}</PubmedArticleSet>".encode()


def both_ways(data: bytes) -> list[object]:
    """The records, read both ways and equal, or the same error both ways."""
    answers: list[object] = []
    for cut in (None, repeats.Repeats().cut):
        try:
            head, chunks = stream.chunks(io.BytesIO(data))
            parts = stream.documents(head, chunks, cut) if cut else stream.documents(head, chunks)
            answers.append([one for elements, kept in parts for one in records.of(Batch(0, elements, kept))])
        except RecordsError as error:
            answers.append(str(error))
    assert answers[0] == answers[1]
    return answers[1] if isinstance(answers[1], list) else []


@pytest.mark.parametrize("references", ODD.values(), ids=ODD)
def test_odd_references(references: str) -> None:
    found = both_ways(set_of(record(1, references=references), record(2)))
    assert len(found) == 2


@pytest.mark.parametrize("people", PEOPLE)
def test_odd_people(people: str) -> None:
    assert len(both_ways(set_of(record(1, people), record(2, people + AUTHOR)))) == 2


@pytest.mark.parametrize(
    "more",
    [
        f"<!-- {HISTORY} -->", f"<![CDATA[{MESH}]]>", "<?pi?>", "<kept-medline n='0'/>", f"<Unknown>{JOURNAL}</Unknown>", HISTORY, JOURNAL,
        f"<CommentsCorrectionsList><CommentsCorrections RefType='Cites'><RefSource>x</RefSource>{REVISED}</CommentsCorrections>"
        "</CommentsCorrectionsList>", "<MeshHeadingList>", "</MeshHeadingList>", "<MeshHeadingList><b></MeshHeadingList></b>",
        "<MeshHeadingList>text</MeshHeadingList>", "<MeshHeadingList/>", "<ChemicalList> </ChemicalList>",
        "<ChemicalList>&x;</ChemicalList>", "<DateRevised><Year>\x01</Year></DateRevised>", MESH.replace("Pain", "Pain \ufffe"),
        f"<History><History>{HISTORY}</History></History>",
    ],
)  # fmt: skip
def test_blocks_where_they_do_not_belong(more: str) -> None:
    both_ways(set_of(record(1), record(2, more=more), record(3)))


def test_a_value_is_read_once_and_stands_in_every_record() -> None:
    one, other = both_ways(set_of(record(1), record(2)))
    assert one.mesh[1] is other.mesh[1]  # type: ignore[attr-defined]
    assert one.history == (("pubmed", "2001-05-02"),)  # type: ignore[attr-defined]
    assert one.references == (("Smith. A < B. 1999.", "7"),)  # type: ignore[attr-defined]
    assert one.authors[0].last == "O'Hara"  # type: ignore[attr-defined]
    assert one.authors[0].affiliations == ("A & B, Rome.",)  # type: ignore[attr-defined]
    assert (one.journal, one.revised, one.volume) == ("J & J", "2002-01-03", "3")  # type: ignore[attr-defined]


@given(st.integers(0, 3000), st.text("<>/&;!?[]-'\" \r\nkMH", min_size=1, max_size=6))
@example(700, "</MeshHeadingList>")
@settings(max_examples=40, deadline=None)
def test_no_fault_in_the_text_makes_a_difference(place: int, fault: str) -> None:
    data = set_of(record(1), record(2))
    both_ways(data[:place] + fault.encode() + data[place:])


@pytest.mark.parametrize("place", [0, 1])
def test_real_files_read_both_ways(place: int) -> None:
    answers = []
    for cut in (None, repeats.Repeats().cut):
        with pubmed_files()[place].open("rb") as source:
            head, chunks = stream.chunks(source)
            parts = stream.documents(head, chunks, cut) if cut else stream.documents(head, chunks)
            answers.append([one for elements, kept in islice(parts, 8) for one in records.of(Batch(0, elements, kept))])
    assert answers[0] == answers[1]
    assert len(answers[0]) > 200
