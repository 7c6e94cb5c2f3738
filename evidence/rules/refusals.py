"""Sentences of a health page that claim nothing about health: calls, advice, biographies, prices, navigation, references.

Each row is searched in one sentence or item; ``says`` is the sort of passage. Source of all rows: team list from reading clinic and
magazine pages; the sorts are those of method.md, section 2.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from evidence.rules.cue import Cue

# Verbs that open a call to act; also looked for behind a dash ("... - learn more").
IMPERATIVE = (
    r"(?:please |simply |just |or |so,? |then |to learn more,? |don't (?:wait|hesitate|suffer|let|miss|ignore|delay|settle|forget)\b.{0,0}|do not (?:wait|hesitate|delay|ignore|use|take|stop)\b.{0,0})*"
    r"(?:speak|talk|ask|call|contact|book|schedule|learn|read|click|visit|sign up|subscribe|download|share|join|order|buy|shop|get (?:started|in touch|your)|"
    r"discover|find out|request|reach out|consult|check (?:out|with|your)|follow (?:us|our)|stay tuned|watch|make an appointment|start your|give us|see (?:an?|the|our|your|also|how|why|below|what)|"
    r"explore|remember|consider|keep (?:in mind|reading)|note that|imagine|think of|take (?:the|our|this|control|charge|a look|advantage)|tell (?:us|your)|let(?:'|’)s|let us|try|use|avoid|"
    r"say goodbye|experience the|enjoy|claim your|save|register|apply (?:now|today|for)|donate|text us|email|fill (?:in|out)|meet|scroll|skip|view|browse|compare our|"
    r"seek|be sure|make sure|never (?:start|stop|take|use)|always (?:consult|speak|talk|ask|check|follow|read|take|use)|begin|choose|don't|do not)\b"
    r"(?!-)(?! (?:is|are|was|were|has|have|can|may|of)\b)"
)

REFUSALS: tuple[Cue, ...] = (
    Cue("question", r"\?[\"”')]*\s*$", "question"),
    Cue("call", rf"^{IMPERATIVE}", "call to action"),
    Cue("call.if", rf"^(?:if|when|before|to|for|whether|unless)\b[^.!?]{{3,120}},\s*{IMPERATIVE}", "call to action"),
    Cue("call.today", r"\b(?:call|book|schedule|contact|reach out to|visit)\s+(?:us|our|now|today|your|a (?:free )?(?:consult|appointment|visit)|an appointment)|\b(?:free|complimentary) consultation\b|\b(?:click|tap) (?:here|below)\b|\blearn more\b|\bsign up\b|\bget in touch\b", "call to action"),
    Cue("advice.doctor", r"\b(?:speak|talk|talking|speaking|consult(?:ing)?|discuss(?:ing)?|check(?:ing)?|ask|asking|see|work(?:ing)? (?:closely )?with|guidance (?:of|from)|advice (?:of|from)|supervision of)\s+(?:\w+ ){0,3}?(?:with |to |of )?(?:your|a|an|the|their|his or her)\s+(?:\w+[- ]){0,3}?(?:doctor|physician|clinician|provider|pharmacist|specialist|professional|care team|healthcare|therapist|dietitian|nurse)s?\b", "advice"),
    Cue("advice.should", r"^(?:it(?:'|’)s|it is)\s+(?:also |always |very |so |really )?(?:important|essential|best|crucial|vital|wise|advisable|worth|helpful|critical|recommended|a good idea)\s+(?:for \w+ )?(?:to|that you|not to)\b", "advice"),
    Cue("advice.you", r"\byou (?:should|must|need to|ought to|may want to|might want to|can ask|will want to|'ll want to|have to)\b", "advice"),
    Cue("advice.eligible", r"\b(?:right|suitable|appropriate|a good (?:fit|candidate|option)|candidate|eligible)\s+for\s+you\b|\bif you (?:are|'re) (?:interested|considering|struggling|suffering|looking|ready)\b.*,", "advice"),
    Cue("disclaimer", r"\b(?:not (?:intended|meant|designed) (?:to|as|for)|not a substitute|does not (?:replace|constitute|substitute|provide medical)|not (?:be )?(?:construed|considered|taken) as|(?:for )?(?:informational|educational) purposes|individual results (?:may|will)? ?vary|results (?:may|will) vary|have not been evaluated by|medical advice|no (?:doctor|physician)-patient relationship|we (?:do not|don't) endorse|disclaimer)\b", "disclaimer"),
    Cue("motivation", r"^(?:and |so |because )*you (?:deserve|are not alone|aren't alone|don't have to|do not have to|can do|can take back|owe it|'ve got|have the power|are worth|are stronger)\b|\b(?:you're not alone|your (?:journey|path) (?:to|towards?|starts|begins)|take (?:back )?control of your|reclaim your|live your best|best version of|there is hope|hope is|your life back|take the (?:first|next) step|we are here (?:for|to)|we're here (?:for|to)|the time is now|don't give up)\b", "motivational"),
    Cue("motivation.you", r"^(?:maybe |perhaps |and |so |if )*you(?:(?:['’]ve|['’]re| have| are| feel| want| know| need| did| dream| live)\b)(?! (?:a )?(?:more|less|at|likely|higher|lower|greater|twice|low|high))", "motivational"),
    Cue("meta", r"^(?:in )?(?:this|these|the following|our|the present) (?:article|articles|page|post|blog|guide|section|video|newsletter|review|fact sheet|leaflet|summary|piece|website|site)s?\b|\bin this (?:article|post|guide|blog|section|video|page)\b|^(?:below|above|here),? (?:is|are|we|you|i)\b|^here(?:'|’)s\b|^(?:read on|keep reading|as (?:we|you) (?:will|'ll|can)|we(?:'|’)ll|we will (?:look|discuss|explore|cover|explain|review)|let(?:'|’)s)\b|\b(?:this|the) (?:article|page|post) (?:explains|covers|discusses|looks|was|is|reviews|describes|summari[sz]es|has been)\b", "meta"),
    Cue("meta.read", r"^\W*(?:\d+|a|one)[- ]min(?:ute)?s? read\b|^(?:last |medically )?(?:updated|reviewed|published|posted|written|edited|fact[- ]checked)(?: (?:on|by|:))", "byline"),
    Cue("meta.by", r"^(?:[Bb]y|BY) (?:(?:Dr|Prof)\.? )?(?:the [A-Z][\w'’-]+ (?:[A-Z][\w'’-]+ )*)?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*| (?:and|the|[Tt]eam|[Ss]taff|[Ee]ditors?))*,?[^.!?]{0,40}$", "byline"),
    Cue("navigation", r"^(?:home|menu|search|back to (?:top|blog)|skip to (?:main )?content|table of contents|contents|related (?:articles|posts|reading|topics)|you (?:may|might) also like|share(?: this)?(?: article| post)?|print|previous|next|about us|contact(?: us)?|our (?:services|team|locations|approach)|privacy policy|terms (?:of|and)|sitemap|cookie|subscribe|newsletter|login|sign in|advertisement|sponsored|faqs?|references?|sources?|comments?|tags?|categories|leave a (?:reply|comment)|frequently asked questions|key takeaways?|at a glance|summary|conclusion|the bottom line|introduction|overview|background)\W*$", "navigation"),
    Cue("copyright", r"©|\(c\) \d{4}|\ball rights reserved\b|\bcopyright\b|\bcookies?\b.{0,40}\b(?:site|website|browser|use)\b", "navigation"),
    Cue("price", r"[$€£]\s?\d|\b\d+(?:\.\d\d)? (?:dollars|usd|euros|pounds sterling)\b|\b(?:\d+\s?%|percent) off\b|\b(?:financing|payment plans?|insurance (?:coverage|plans?|compan\w+|provider)|covered by (?:insurance|medicare|medicaid)|out[- ]of[- ]pocket|discounts?|special offers?|promo(?:tion)? code|gift cards?|pricing|money[- ]back|limited[- ]time|per session|packages? (?:start|of|from)|cost(?:s)? (?:of|between|about|around|from|range)|hsa|fsa)\b", "price"),
    Cue("bio.person", r"^(?:dr\.?|doctor|prof\.?|professor)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3},?\s+(?:(?:[A-Z][\w.]*,?\s+)*)?(?:is|was|has|have|holds|earned|received|completed|graduated|specializes|specialises|practices|founded|serves|trained|joined|treats|believes|leads|lives|enjoys|worked|works)\b", "bio"),
    Cue("bio.profession", r"^[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2} (?:is|was|works as) (?:an? |the )?(?:[\w-]+ ){0,4}?(?:nurse|doctor|physician|pharmacist|writer|journalist|editor|professor|researcher|scientist|dietitian|nutritionist|coach|founder|therapist|psychologist|psychiatrist|surgeon|anesthesiologist|specialist|practitioner|consultant|lecturer|director|midwife|chiropractor|naturopath|trainer|instructor|author|reporter)\b", "bio"),
    Cue("bio.credentials", r"\b(?:board[- ]certified|fellowship[- ]trained|residency|(?:\w+ and )?\w+[- ]trained (?:anesthesiologist|physician|doctor|psychiatrist|surgeon|specialist)|medical school|graduated from|earned (?:his|her|their|a)|bachelor(?:'s|’s)?|master(?:'s|’s)? (?:degree|of)|doctorate|medical director|founder (?:of|and)|co-?founder|chief (?:medical|executive)|years of experience|licensed (?:in|physician|nurse|clinical)|member of the|fellow of the|lecturer|adjunct|has (?:written|published|authored|lectured|appeared)|is (?:an|the) author|followers|(?:lives|resides) in|is passionate about|in (?:his|her|their) (?:free|spare) time)\b", "bio"),
    Cue("bio.name", r"^(?:by\s+)?(?:dr\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\w'’-]+){1,2},?\s+(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|N\.?P\.?|R\.?N\.?|PharmD|PsyD|PA-C|MPH|RD|MBBS|MSc?|LCSW|DC|ND)\b[\s,.A-Za-z-]{0,40}$", "byline"),
    Cue("date", r"^(?:(?:published|posted|updated|reviewed|last \w+)(?: on)?:?\s*)?(?:\w+day,?\s+)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})\W*$", "date"),
    Cue("reference", r"\bdoi:\s?10\.|\bdoi\.org/|\bPMID:?\s?\d|\bPMC\d{5,}|^\W*(?:\[?\d{1,3}[\].)]?\s+)?[A-Z][\w'’-]+ [A-Z]{1,3}(?:,| et al)|\b(?:19|20)\d\d;\s?\d+(?:\(\d+\))?:\s?[\dSe]|\bet al\.?,? (?:[A-Z][\w ]+\.? )?(?:19|20)\d\d[.;]|^\W*(?:https?://|www\.)\S+\W*$|\bAccessed (?:on )?\w+ \d", "reference"),
    Cue("contact", r"\b[\w.+-]+@[\w-]+\.\w{2,}|\b\(?\d{3}\)?[ -.]\d{3}[ -.]\d{4}\b|\b\d+ [A-Z]\w+ (?:St|Street|Ave|Avenue|Blvd|Road|Rd|Suite)\b", "contact"),
    Cue("intent", r"^(?:we|i)\s+(?:hope|want|invite|encourage|welcome|understand|know that|look forward|thank|believe (?:that )?(?:you|every|everyone)|are (?:proud|excited|committed|dedicated|happy|passionate)|love|strive|pride)\b|\bthank you for\b", "motivational"),
)

REFERENCE_HEADINGS = r"^\W*(?:\d+\.?\s*)?(?:references?|sources?(?: and references)?|citations?|bibliography|further reading|footnotes|works cited|notes|literature|resources)\W*$"
BIO_HEADINGS = r"^\W*(?:about (?:the )?(?:authors?|doctors?|us|dr\b.*|our .*)|meet (?:the|our|dr).*|author(?: bio)?|our (?:team|doctors|providers|staff).*|biography|contact.*|locations?|disclaimer.*|disclosures?.*)\W*$"
# A heading that is a label, a question or addressed to the reader asserts nothing.
LABEL_HEADINGS = r"^.*[:?]\s*(?:what|how|why|when|who|which|is|are|can|does|do)\b|^(?:how|why|what|when|where|who|which|is|are|can|does|do|did|should|will|could|would|your|you|our|we|my|i|about|understanding|introducing|meet|the (?:science|truth|facts|mystery|benefits|risks|role|power|best|top|basics|bottom)|\d+ (?:\w+ )*(?:ways|reasons|benefits|tips|things|facts|steps|signs|foods|questions))\b"

PERSON = r"^(?:he|she|they|his|her|dr\.?|mr\.?|ms\.?|mrs\.?|prof\.?)\b"

TESTIMONIAL = r"(?<![\w/.-])(?:I|I['’](?:m|ve|d|ll))\b(?! hope| think)(?![./-])|\b(?:[Mm]y|me|myself)\b(?![/-])|[\"“][^\"”]{15,}[\"”]\s*(?:,|-|–|—)?\s*(?:says|said|[A-Z][a-z]+ [A-Z]\.|[A-Z][a-z]+,? (?:\d\d|from|patient))|(?i:\b(?:says|said|reports|recalls|writes) (?:one|a|our) (?:patient|client|customer|reader)|\b(?:one|a|another) (?:of our |former |recent |grateful |happy )?(?:patients?|clients?|customers?) (?:says|said|told|reported|described|wrote|felt|regained|shared|shares)|\b(?:testimonials?|success stor(?:y|ies)|real (?:patients|people|results|stories))\b|\bchanged my life\b)"

PROMOTION = r"\b(?:our (?:clinic|clinics|practice|center|team|doctors|physicians|patients|protocols?|products?|formula|program|experts?|staff|supplement|approach|treatments?|therapies|customers?|clients|providers|infusions?)|we (?:believe|know|think|offer|provide|specialize|specialise|treat|use|have (?:treated|helped|seen|guided)|help|are|combine|tailor|customize|create|deliver|see|only)|at (?:[A-Z]\w+ ){1,3}(?:Health|Clinic|Wellness|Medical|Center|Care)|(?:world|industry)[- ](?:class|leading)|state[- ]of[- ]the[- ]art|cutting[- ]edge|leading (?:clinic|provider|experts?|expert)|award[- ]winning|trusted by|best[- ](?:selling|kept|in[- ]class)|number one|#1|doctor[- ](?:formulated|recommended|trusted)|thousands of (?:patients|people|happy|satisfied)|hundreds of (?:patients|people)|authority on|premier|one[- ]of[- ]a[- ]kind|unlike other clinics|revolutionary|celebrit\w+)\b"
