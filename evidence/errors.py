"""What can go wrong, as one family tree; each error says what to do.

EvidenceError
|-- ArticleError            the article cannot be read (exit 3)
|-- SourceError             a source of citations failed (exit 4)
|   |-- SourceUnreachable   nothing answered: network, time limit, connection
|   |-- SourceRefused       it answered, and said no or something unusable
|   `-- QueryError          the query itself cannot be understood (exit 2)
|-- RecordsError            a file of PubMed records cannot be read (exit 3)
|-- StoreError              the database cannot be used (exit 5)
|   |-- Conflict            somebody else wrote first; nothing was overwritten
|   |   `-- Locked          the article was signed off; nothing is written to it until it is unlocked
|   `-- NotStored           what was asked for is not in the database
|-- VerificationError       a check of hashes, quotes or the log failed (exit 6)
|-- ClaimError              an edit of claims that cannot be made (exit 2)
|-- ReviewError             a decision, comment or sign-off that cannot be made (exit 2)
|   `-- NotAllowed          the person does not hold the role that this needs
|-- SettingsError           the configuration cannot be used (exit 2)
`-- Cancelled               a person stopped the work; what was done is kept

Faces show ``str(error)`` and ``error.advice`` and nothing else; ``exit_code`` is the command line's promise.
Messages never carry a key, a password or an address with a query string.
"""

from __future__ import annotations


class EvidenceError(Exception):
    """Base of every error that a person may see.

    ``advice`` is one plain sentence with what to do; pass ``advice=`` to be more exact than the class.
    """

    advice: str = "Run the same command with --debug and report what it prints."
    exit_code: int = 1

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        if advice is not None:
            self.advice = advice


class ArticleError(EvidenceError):
    advice = "Give the article as plain text, Markdown, HTML, DOCX or a PDF with a text layer, at most 10 MB."
    exit_code = 3


class SourceError(EvidenceError):
    advice = "Try again in a minute, or work with the local library: --source library."
    exit_code = 4


class SourceUnreachable(SourceError):
    advice = "Check the network, try again in a minute, or work with the local library: --source library."


class SourceRefused(SourceError):
    advice = "Wait a minute and try again; if it stays, check the settings with: evidence check."


class QueryError(SourceError):
    advice = "Use PubMed's syntax: words, \"phrases\", AND OR NOT, parentheses and field tags such as [tiab] or [mh]."
    exit_code = 2


class RecordsError(EvidenceError):
    advice = "Give PubMed XML (.xml or .xml.gz) as PubMed or its FTP service delivers it."
    exit_code = 3


class StoreError(EvidenceError):
    advice = "Check EVIDENCE_DATABASE_URL and the free space of the data folder with: evidence check."
    exit_code = 5


class Conflict(StoreError):
    advice = "Look at what was written in the meantime, then decide again; nothing was overwritten."


class Locked(Conflict):
    advice = "A medical director can unlock the article with a reason; nothing was written."


class NotStored(StoreError):
    advice = "List what is there with: evidence show."


class VerificationError(EvidenceError):
    advice = "Do not rely on this record until the difference named above is explained."
    exit_code = 6


class ClaimError(EvidenceError):
    advice = "Look at the claims as they stand (evidence claims list ARTICLE)."
    exit_code = 2


class ReviewError(EvidenceError):
    advice = "Correct it and try again; nothing was written."
    exit_code = 2


class NotAllowed(ReviewError):
    advice = "Ask an administrator for the role (evidence people role NAME ROLE)."


class SettingsError(EvidenceError):
    advice = "Correct the setting named above; `evidence check` lists all of them."
    exit_code = 2


class Cancelled(EvidenceError):
    advice = "Start it again when you like; what was finished is kept."
