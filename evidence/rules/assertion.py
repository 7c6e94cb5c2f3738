"""Negation, hedging and comparison, and the sentences that tell an aim or a method instead of a result.

Sources: NegEx-style trigger words as everyone lists them (our own list), and the verbs of aims and methods in structured abstracts.
"""

from __future__ import annotations

from evidence.rules.cue import Cue

NEGATION: tuple[Cue, ...] = (
    Cue("not", r"\b(?:not|cannot|never|nor|neither|none|nothing)\b", "not"),
    Cue("n't", r"\b\w+n't\b", "not", hints="n't"),
    Cue("no", r"\bno\b(?! doubt)(?!\. )", "not"),
    Cue("without", r"\b(?:without|lack(?:s|ed|ing)?(?: of)?|absence of|absent|fail(?:s|ed|ure)? to|unable to|free of|devoid of)\b", "not"),
    Cue("un-", r"\b(?:un(?:related|affected|changed|altered|able|likely|necessary|detectable)|in(?:sufficient|effective|dependent|capable)"
        r"|non-?(?:existent|essential|specific))\w*\b", "not"),
    Cue("rather than", r"\b(?:rather than|instead of|in contrast to|contrary to|as opposed to)\b", "not"),
    Cue("dispensable", r"\b(?:dispensable|irrelevant|negligible|exclude[sd]?|rule[sd]? out|refute[sd]?|disprove[sd]?|myth|false)\b", "not"),
)

HEDGE: tuple[Cue, ...] = (
    Cue("may", r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?|perhaps|likely|probabl[ey])\b", "hedged"),
    Cue("suggest", r"\b(?:suggest(?:s|ed|ing|ive)?|indicat(?:e[sd]?|ing|ive)|appear(?:s|ed)?|seem(?:s|ed)?|impl(?:y|ies|ied))\b", "hedged"),
    Cue(
        "hypothesis",
        r"\b(?:hypothes[ei]s|hypothesi[sz]e[sd]?|propos(?:e[sd]?|al)|speculat(?:e[sd]?|ion)|presum(?:ed|ably)|theor(?:y"
        r"|ies|etical)|we believe)\b",
        "hedged",
    ),
)

UNSETTLED: tuple[Cue, ...] = (
    Cue(
        "unclear",
        r"\b(?:un(?:clear|known|certain(?:ty)?|explored|studied|tested|proven|established|resolved)|controversial|debated"
        r"|inconclusive|conflicting|inconsistent|mixed results|equivocal|poorly understood|not (?:yet )?(?:known|clear"
        r"|understood|established|been (?:established|studied|tested|determined)))\b",
        "unsettled",
    ),
    Cue(
        "more research",
        r"\b(?:further|more|future|additional|larger|adequate) (?:\w+ ){0,3}(?:stud(?:y|ies)|research|trials?"
        r"|investigations?|data|evidence|work) (?:\w+ ){0,3}(?:need(?:ed)?|require[sd]?|warranted|necessary|should|are"
        r"|is)\b",
        "unsettled",
    ),
    Cue(
        "insufficient",
        r"\b(?:insufficient|limited|scarce|sparse|lack of|little|no (?:definitive|robust|reliable"
        r"|high-quality)) (?:\w+ ){0,3}(?:evidence|data|information|guidance|studies|trials)\b",
        "unsettled",
    ),
)

COMPARED: tuple[Cue, ...] = (
    Cue("than", r"\bthan\b", "than"),
    Cue(
        "compared with",
        r"\b(?:compared?|comparison|relative|as opposed|in contrast) (?:with|to)\b|\bversus\b|\bvs\b\.?|\bagainst\b"
        r"|\bover (?:placebo|control)",
        "than",
    ),
)

# Labels of structured abstracts, with or without a colon ("METHODS We", "Results:"); the role lasts until the next label.
# Matched at a sentence's start, in capitals or before a colon (reading.py adds that). "both": results stand among the methods.
SECTIONS: tuple[Cue, ...] = (
    Cue(
        "mixed sections",
        r"(?:methods?|patients|materials?)(?:/| and | & )(?:principal |main |key )?(?:findings|results)"
        r"|methodology/principal findings",
        "",
        "structured abstracts",
    ),
    Cue("background", r"background(?: and (?:aims?|purpose|objectives?))?|introduction|context|importance|rationale", "background",
        "structured abstracts"),
    Cue("aim", r"(?:(?:study|research|main|primary) )?(?:aims?|objectives?|purpose|goals?|questions?|hypothes[ie]s)"
        r"(?:(?:/| and | of the |, )(?:background|hypothesis|purpose|study|review|aims?))?", "aim", "structured abstracts"),
    Cue(
        "method",
        r"(?:(?:materials?|patients|subjects|participants) and )?methods?(?: and (?:materials?|design|patients|analysis))?"
        r"|(?:(?:study|trial|research|experimental) )?(?:designs?|approach|protocol)(?:(?:, | and )(?:setting|methods?"
        r"|participants|patients|population))*|(?:settings?|participants|patients|subjects|population|sample"
        r"|interventions?|exposures?|measure(?:ment)?s?|procedures?|materials|(?:eligibility|selection) criteria|(?:main "
        r"|primary |secondary )?outcomes?(?: and)? measures?(?:ments)?|main outcomes?(?: and measures?)?|data (?:sources?"
        r"|extraction|synthesis|collection(?: and analysis)?|selection)|study (?:selection|appraisal|population)"
        r"|search (?:strategy|methods)|statistical analys[ie]s|trial registration"
        r"|(?:clinical )?trial registration(?: number)?|registration|funding|sources?|(?:review"
        r"|search) methods?)(?: and (?:participants|patients|settings?|methods?|measure(?:ment)?s?))?",
        "method",
        "structured abstracts",
    ),
    Cue(
        "result",
        r"(?:(?:main|principal|key|primary) )?(?:results?|findings?|observations?)(?: and (?:discussion|conclusions?"
        r"|limitations))?|data synthesis|outcomes",
        "result",
        "structured abstracts",
    ),
    Cue(
        "conclusion",
        r"(?:(?:authors'?|author's|main) )?(?:conclusions?|interpretations?|discussion|significance|implications|summary"
        r"|comment|meaning)(?:(?:/| and | & )(?:relevance|implications|significance|recommendations?|interpretation))*"
        r"|(?:strengths and )?limitations|clinical relevance|perspectives?",
        "conclusion",
        "structured abstracts",
    ),
)

# A sentence that tells why or how, never what was found, wherever it stands.
AIM_OR_METHOD: tuple[Cue, ...] = (
    Cue(
        "we aimed",
        r"\b(?:we|this (?:study|trial|review|paper|work|article)|the (?:present |current )?(?:study|trial|review)"
        r"|our (?:aim|goal|objective|purpose)|(?:the )?(?:aim|purpose|objective|goal)s?(?: of [\w ]{1,60})?)(?: (?:was"
        r"|were|is|are|has been|here|therefore|thus|then|also))* (?:aim(?:s|ed)?|sought|seeks?|(?:designed|conducted"
        r"|undertaken|performed|carried out|intended|planned|set out) (?:in order )?to|to (?:\w+ly )?(?:determine|assess"
        r"|evaluate|examine|investigate|explore|test|compare|identify|estimate|study|describe|review|analy[sz]e|understand"
        r"|measure|establish|develop|characteri[sz]e|clarify|find|quantify|see|elucidate|define|provide|summari[sz]e"
        r"|address|verify))\b",
        "aim",
    ),
    Cue(
        "we investigated whether",
        r"\b(?:we|this (?:study|trial|review|paper)|(?:was|were|is|are)|they|authors) (?:\w+ )?(?:investigat|examin|test"
        r"|assess|evaluat|study|studi|explor|ask|determin)(?:e[sd]?|ed|s)? (?:if|whether)\b(?!.{0,200}\b(?:found|show(?:ed"
        r"|n|s)?|demonstrat\w+)\b)",
        "aim",
        hints="whether if",
    ),
    Cue(
        "to determine",
        r"^\W*(?:in order )?to (?:\w+ly )?(?:determine|assess|evaluate|examine|investigate|explore|test|compare|identify"
        r"|estimate|study|describe|review|analy[sz]e|measure|establish|develop|characteri[sz]e|clarify|quantify|report"
        r"|elucidate)\b(?!.{0,300}\b(?:found|show(?:ed|n)?|reveal(?:ed|s)?|demonstrat\w+)\b)",
        "aim",
        hints="to ",
    ),
    Cue(
        "were assigned",
        r"\b(?:patients|participants|subjects|women|men|children|adults|volunteers|individuals|animals|mice|rats|studies"
        r"|trials|articles|groups?|who)\b.{0,60}\b(?:were|was) (?:then )?(?:randomly |subsequently "
        r"|prospectively )?(?:randomi[sz]ed|assigned|allocated|recruited|enrol+ed|invited|asked to|instructed|interviewed"
        r"|screened|searched|divided into|eligible)\b(?!.{0,300}\b(?:significant\w*|higher|lower|increased|reduced|greater"
        r"|compared with|did not)\b)",
        "method",
        hints="were was",
    ),
    Cue(
        "we used",
        r"^\W*(?:here,? )?(?:we|the authors) (?:used|conducted|searched|recruited|enrol+ed|collected|randomly|undertook"
        r"|carried out|surveyed|interviewed|obtained|reviewed|employed)\b(?!.{0,300}\b(?:found|show(?:ed|n|s)?|reveal(?:ed"
        r"|s)?|demonstrat\w+|significant\w*|to identify|that)\b)",
        "method",
    ),
    Cue("registered", r"\b(?:clinicaltrials\.gov|trial registration|registered (?:at|with|in|as)|isrctn\d*|nct\d{8})\b", "method",
        hints="clinicaltrials regist isrctn nct"),
)

# A sentence that announces a finding.
FINDING: tuple[Cue, ...] = (
    Cue(
        "we found",
        r"\b(?:we|the authors|our (?:results|data|findings|study|work)|(?:these|the|this) (?:results?|data|findings?"
        r"|stud(?:y|ies)|analys[ie]s|meta-analysis)) (?:\w+ )?(?:found|find|show(?:ed|s|n)?|demonstrate[sd]?|report(?:ed"
        r"|s)?|observe[sd]?|reveal(?:ed|s)?|suggest(?:s|ed)?|indicate[sd]?|conclude[sd]?|identif(?:y|ied|ies)|provide[sd]?"
        r"|confirm(?:ed|s)?|support(?:s|ed)?|establish(?:ed)?|discovered|uncovered|imply|detected)\b",
        "result",
    ),
    Cue(
        "in conclusion",
        r"^\W*(?:in conclusion|in summary|to conclude|taken together|collectively|thus|therefore|overall|these (?:data"
        r"|results|findings)|our (?:data|results|findings))\b",
        "conclusion",
    ),
)
