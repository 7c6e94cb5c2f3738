"""Cues of what kind of statement a claim is, how certain it is worded, and which way it goes.

Weights: a cue that names the kind outright 4, one that is typical 2, one that leans 1; the kind with the greatest sum wins, ties go to the order of
``ORDER``. Sources: the kinds of method.md, section 2; words from reading health articles, team list.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass

from evidence.model import Certainty, Direction, Kind
from evidence.rules.cue import Cue


@dataclass(frozen=True, slots=True)
class KindCue:
    name: str
    kind: Kind
    weight: int
    pattern: str


ORDER = (
    Kind.TESTIMONIAL, Kind.REGULATORY, Kind.PROMOTIONAL, Kind.PREVALENCE, Kind.PHARMACOKINETICS, Kind.ONSET, Kind.COMPARISON, Kind.SAFETY,
    Kind.RISK_FACTOR, Kind.MECHANISM, Kind.SYMPTOM, Kind.EFFICACY,
)  # fmt: skip

KINDS: tuple[KindCue, ...] = (
    KindCue("regulatory.body", Kind.REGULATORY, 4, r"\b(?:fda|ema|mhra|food and drug administration|european medicines agency|health canada|dea|tga)\b"),
    KindCue("regulatory.status", Kind.REGULATORY, 4, r"\b(?:off-?label|(?:not |is |are |been |was |were )(?:fda[- ])?(?:approved|licensed|cleared|authori[sz]ed|indicated)|unapproved|schedule (?:i{1,3}|iv|v|[1-5])\b|controlled substance|prescription[- ]only|over[- ]the[- ]counter)\b"),
    KindCue("prevalence.share", Kind.PREVALENCE, 4, r"(?:%|percent|per cent|\b(?:one|1|two|2|three|3) (?:in|out of) (?:\d+|every|\w+)\b|\bhalf|\bthirds?|\bquarter|\bmillions?\b|\bthousands\b)\s*(?:of\s+)?(?:all\s+|the\s+|us\s+|american\s+|older\s+|young\s+)*(?:adults?|population|people|americans|women|men|children|patients|individuals|persons|pregnan\w+|households|cases)\b(?!.{0,30}\b(?:improv|respond|report(?:ed)? (?:relief|less)|relief|fell|remission|nausea|dizz|experienc))"),
    KindCue("prevalence.affects", Kind.PREVALENCE, 3, r"\b(?:affects?|affecting|suffer(?:s|ed)? from|live with|living with|have|has|develops?|diagnosed with)\s+(?:\w+\s+){0,3}?(?:\d|one in|half|millions|most people|a third|a quarter)|(?:\d|millions).{0,30}\b(?:are affected|have been diagnosed|suffer)"),
    KindCue("prevalence.word", Kind.PREVALENCE, 4, r"\b(?:prevalence|incidence|epidemic|pandemic|how common|underdiagnosed|most common (?:cause|reason|type|form|condition|chronic|disease|disorder)|leading cause)\b"),
    KindCue("prevalence.common", Kind.PREVALENCE, 3, r"\b(?:more|less|most|very|increasingly|extremely|fairly|quite|relatively|so|is|are) (?:common|rare|prevalent|frequent)(?:ly)?\b(?! side| adverse| symptom| complication)"),
    KindCue("prevalence.sexes", Kind.PREVALENCE, 4, r"\b(?:women|men|females?|males?|girls|boys|older adults|people over|blacks?|whites?|children|adults)\b.{0,60}\b(?:more|less|twice as|times as|times more|as) (?:\w+\s)?(?:often|likely|common(?:ly)?|frequently|affected)\b.{0,60}\b(?:than|as)\b"),
    KindCue("kinetics.word", Kind.PHARMACOKINETICS, 5, r"\b(?:bio-?availab\w+|half-?life|pharmacokinetic\w*|first[- ]pass|area under the curve|peak (?:plasma|blood|serum|level|concentration)\w*|blood[- ]brain barrier|(?:plasma|serum|blood) (?:level|concentration)s? of the (?:drug|compound))"),
    KindCue("kinetics.verb", Kind.PHARMACOKINETICS, 3, r"\b(?:absorb(?:s|ed)?|absorption|metaboli[sz]ed|excreted|eliminated from|cleared (?:by|from)|crosses|reaches the (?:brain|bloodstream|blood)|broken down (?:by|in)|digested before|survives? (?:stomach|the stomach))\b"),
    KindCue("onset.within", Kind.ONSET, 4, r"\b(?:within|in as (?:little|few) as|after (?:just |only |about |as little as )?(?:a|an|one|two|three|four|five|six|eight|twelve|\d+|a few|several|the first)|over (?:the course of )?(?:a few|several|\d+)|in (?:just |only |about |under )?(?:a few|several|minutes|hours|days|\d+)|for up to|takes? (?:about |up to |at least |around )?(?:a|an|\d|one|two|three|several|a few|some|many)|took (?:\w+ )?(?:\d|one|two|several|a few))\s*(?:to \d+ |or \w+ |-\d+ )?\s*(?:full |more )?(?:minutes?|hours?|days?|weeks?|months?|sessions?|infusions?|doses?|treatments?|injections?)"),
    KindCue("onset.word", Kind.ONSET, 4, r"\b(?:onset of (?:action|effect|relief|benefit)|fast-?acting|rapid-?acting|works? (?:quickly|fast|rapidly|immediately|within|right away)|acts? (?:quickly|fast|rapidly)|immediate (?:relief|effect|improvement)|rapid (?:relief|effect|improvement|antidepressant|reduction|onset)|fast relief|right away|almost immediately|wears? off|effects? (?:last|persist|wear|fade|peak)|(?:relief|benefits?|effects?|improvements?|protection) (?:can |may |usually |often |typically )?(?:lasts?|persists?|fades?|peaks?|lasted))\b"),
    KindCue("comparison.than", Kind.COMPARISON, 3, r"\b(?:more|less|better|worse|faster|slower|safer|stronger|higher|lower|greater|fewer|longer|cheaper|sooner|superior|inferior|equal|equivalent|comparable|preferable)\b.{0,60}\b(?:than|to|compared (?:to|with)|versus|vs)\b"),
    KindCue("comparison.versus", Kind.COMPARISON, 3, r"\b(?:compared (?:to|with)|versus|vs\.?|outperform\w*|head[- ]to[- ]head|as (?:effective|good|safe|well|strong|potent) as|no (?:better|worse|more effective|different) than|rather than|unlike (?:other|most|traditional|oral|conventional)|in contrast to)\b"),
    KindCue("comparison.best", Kind.COMPARISON, 4, r"\b(?:gold standard|the (?:best|most (?:effective|powerful|potent|efficient|customi[sz]able|reliable|popular)|safest|strongest|fastest|most) (?:treatment|therapy|option|way|form|method|drug|medicine|route|choice)|superior|unmatched|unsurpassed|second to none|first[- ]line|most (?:customi[sz]able|effective|efficient|powerful|potent)|least (?:customi[sz]able|effective|invasive|expensive)|lowest customi[sz]ation|highest customi[sz]ation|(?:highest|lowest) (?:efficacy|cost|precision))\b"),
    KindCue("safety.effects", Kind.SAFETY, 4, r"\b(?:side[- ]effects?|adverse (?:effects?|events?|reactions?)|unwanted effects|toxic(?:ity)?|overdos\w+|contraindicat\w+|safe(?:ly|ty|r|st)?\b|unsafe|well[- ]tolerated|tolerab\w+|harmless|dangerous|addictive|addiction|habit[- ]forming|withdrawal|drug interactions?|interacts? with|poison\w*|non-?invasive|risk[- ]free|allergic reactions?|fatal|serious harm)\b"),
    KindCue("safety.risks", Kind.SAFETY, 3, r"\b(?:risks? (?:of|include|are|associated with) (?:\w+\s){0,3}?(?:infection|bleeding|injury|damage|reaction|death|infusion|injection|treatment|therapy|surgery)|carr(?:y|ies) (?:\w+\s)?risks?|risks? and benefits|benefits and risks|(?:can|may|might|could) (?:also )?(?:raise|increase) (?:blood pressure|heart rate)|may cause (?:nausea|dizziness|drowsiness|headache|diarrhea|bloating|gas|stomach)|(?:liver|kidney|bladder|nerve|brain) (?:damage|injury|toxicity)|bruising|infection at|bleeding at)\b"),
    KindCue("risk.factor", Kind.RISK_FACTOR, 4, r"\b(?:risk factors?|preced(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|predispos\w+|provok\w+|bring on|brought on|sets? off|flare(?:s|-ups?)?|root causes?|vulnerab\w+|(?:more|less|likelier|times|twice as) (?:\w+\s)?likely to (?:develop|have|get|suffer|experience|die))\b"),
    KindCue("risk.cause", Kind.RISK_FACTOR, 3, r"\b(?:caused by|causes? (?:of|\w+)|leads? to|led to|results? (?:in|from)|due to|contribut\w+ to|(?:linked|tied) (?:to|with)|(?<!not )related to|associated with|correlat\w+|raises? (?:the|your) (?:risk|odds|chance)|increas\w+ (?:the|your|their)? ?(?:risk|odds|chances?|likelihood)|(?:higher|greater|increased|elevated) risk|at risk|deficien(?:cy|t)|low levels of)\b"),
    KindCue("mechanism.word", Kind.MECHANISM, 4, r"\b(?:receptors?|antagonists?|agonists?|inhibitors?|mechanisms?|pathways?|neurotransmitters?|glutamate|serotonin|dopamine|gaba|synap\w+|neuroplasticity|mitochondri\w+|cytokines?|enzymes?|signal(?:s|ing|ling)|molecul\w+|biochemical|cellular|cofactor|precursor|gene expression|gut[- ]brain axis|neural|neurogenesis|inflammatory (?:markers?|response|cytokines)|free radicals|oxidative stress|growth factors?|collagen production|nerve (?:signals|roots?)|immune cells?)\b"),
    KindCue("mechanism.mediated", Kind.MECHANISM, 4, r"\b(?:effects?|benefits?|action)\b.{0,60}\b(?:(?:is|are|was|were) (?:related to|mediated by|explained by|driven by|due to|caused by|linked to)|depends? on|comes? from|stems? from)\b|\bexplain\w*\b.{0,60}\b(?:effects?|benefits?|action|relief|why)\b"),
    KindCue("mechanism.verb", Kind.MECHANISM, 3, r"\b(?:works? (?:by|through|on|via)|acts? (?:by|on|as|through|via)|bind(?:s|ing)? to|block(?:s|ed|ing)?|inhibit\w*|activat\w+|stimulat\w+|modulat\w+|regulat\w+|up-?regulat\w+|down-?regulat\w+|by (?:increasing|reducing|lowering|boosting|blocking|restoring|stimulating|decreasing|raising|promoting|modulating|improving|helping)|(?:may|can|could|might|helps?) explain|because (?:of|it|its|the)|responsible for|converted (?:to|into)|involved in|plays? an? (?:\w+ )?role|produces?|releas\w+|repair(?:s|ing)?|mimics?|crowd(?:s|ing)? out|compet(?:e|es|ing) (?:with|for)|numb(?:s|ing)?|signal)\b"),
    KindCue("symptom.include", Kind.SYMPTOM, 4, r"\b(?:symptoms?|signs?|features|hallmarks?|manifestations?|characteristics)\b.{0,60}\b(?:includ\w+|are|is|like|such as|range|vary|can be|begin|start|appear|last|worsen|resemble)\b"),
    KindCue("symptom.is", Kind.SYMPTOM, 4, r"\b(?:is|are|was|were) (?:also )?(?:an? |the )?(?:\w+[- ,]+){0,4}?(?:condition|disease|disorder|illness|syndrome|infection|inflammation of|type of|form of|kind of|group of|medical term|term|type|deficiency|mystery|nutrient|vitamin|mineral|hormone|molecule|coenzyme|medication|medicine|drug|an?esthetic|supplement|compound|plant|herb|root|spice|bacteri\w+|microorganisms?|pain that|feeling|technique|procedure)\b"),
    KindCue("symptom.described", Kind.SYMPTOM, 4, r"\b(?:described as|defined as|defined by|known as|also called|called|characteri[sz]ed by|marked by|refers to|means that|diagnos(?:is|ed|tic|e)|lab tests?|blood tests?|scans?|mris?|abnormalities|show up on|persists? for|lasts? (?:for )?(?:at least|more|six|months|weeks|years)|comes? and goes|poorly understood|know very little|not (?:fully )?understood|overlap\w*|debilitating|fatigue that|pain that)\b"),
    KindCue("symptom.class", Kind.SYMPTOM, 3, r"\b(?:(?:not|un) ?related to|is not an? |belongs? to|derived from|made (?:from|in|by)|originally (?:developed|used)|used (?:as|in) an?esthe\w+|comes? in (?:many|several|different)|available (?:as|in))\b"),
    KindCue("symptom.worse", Kind.SYMPTOM, 3, r"\b(?:exacerbated|worsened|aggravated|made worse|worse(?:ns)? (?:with|after|by|at)|flares? (?:after|with)|not (?:relieved|improved|helped) by|radiat\w+|spreads? (?:down|to))\b"),
    KindCue("efficacy.helps", Kind.EFFICACY, 2, r"\b(?:treats?|treating|treatments? (?:for|of)|helps?|helped|helping|reliev\w+|relief|eas(?:e|es|ed|ing)|improv\w+|effective(?:ness|ly)?|efficacy|ineffective|benefi\w+|cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|prevent\w*|protect\w*|reduc\w+|lower(?:s|ed|ing)?|restor\w+|boost\w*|enhanc\w+|promising|alleviat\w+|soothe\w*|combat\w*|fight\w*|revers\w+|shorten\w*|speeds? up|remission|promotes?|supports?|works?|working)\b"),
    KindCue("efficacy.noun", Kind.EFFICACY, 1, r"\b(?:therap(?:y|ies)|treatments?|remed(?:y|ies)|supplements?|supplementation|infusions?|injections?|important for|good for|powerful|hope for|anti-?\w+ (?:effects?|benefits?))\b"),
)

CERTAINTY: tuple[tuple[Certainty, Cue], ...] = (
    (Certainty.EXISTENTIAL, Cue("certainty.some", r"\b(?:some|other|a few|several|certain|early|preliminary|limited|small|animal|one|recent|initial|pilot) (?:\w+ )?(?:studies|study|trials?|research|evidence|reports?|data|people|patients|experts|researchers|individuals|women|men|cases?|children|adults)\b", "some")),
    (Certainty.POSSIBLE, Cue("certainty.may", r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?|perhaps|maybe|promising|is (?:being )?(?:studied|investigated|explored)|theor(?:y|ies|etically)|hypothes\w+|would)\b", "possible")),
    (Certainty.PROBABLE, Cue("certainty.likely", r"\b(?:likely|probabl[ey]|appears?|appeared|seems?|seemed|suggest(?:s|ed|ing)?|tends? to|believed|thought to|considered|usually|often|generally|typically|frequently|most (?:people|patients|experts)|many (?:people|patients|experts)|sometimes|in general|on average|indicat\w+)\b", "probable")),
)

DENIED = Cue("certainty.denied", r"\b(?:no (?:evidence|proof|benefit|effect|difference|link|association|cure|known|side effects|risk|better|need|reason|good|convincing|specific|single|significant)|(?:does|do|did|is|are|was|were|has|have|had|can|will|could|would|should)(?: not|n['’]t)\b(?! (?:only|just|always|everyone|all\b|necessarily))|cannot|can['’]t|won['’]t|never|nor|neither|none of|fail(?:s|ed)? to|lacks?|without (?:any )?(?:side effects|risk|evidence)|unproven|ineffective|little (?:evidence|benefit|effect)|not (?:effective|helpful|recommended|supported|proven|related|relieved|improved|associated|better))\b", "denied")

DIRECTIONS: tuple[tuple[Direction, Cue], ...] = (
    (Direction.NO_DIFFERENCE, Cue("direction.none", r"\b(?:no (?:significant |added |more |extra |clear |real |meaningful )?(?:difference|benefit|effect|better|improvement|advantage|change)|(?:does|do|did) (?:not|n['’]t) (?:help|improve|reduce|prevent|relieve|work|lower|change|affect|shorten|protect|make)|not (?:effective|better|more effective|helpful|improved|relieved)|ineffective|as (?:effective|good|well|safe) as|similar(?:ly)? (?:to|effective)|equivalent|comparable|no better than|same as|unchanged|unaffected|little (?:effect|benefit))\b", "none")),
    (Direction.HARM, Cue("direction.harm", r"\b(?:side[- ]effects?|adverse|risks?(?! factor)|harm\w*|toxic\w*|danger\w*|worsen\w*|exacerbat\w+|aggravat\w+|increas\w+ (?:the |your )?(?:risk|chance|odds)|raises? (?:the |your )?(?:risk|blood pressure)|damag\w+|injur\w+|addict\w+|overdos\w+|fatal|deaths?|bleeding|nausea|vomiting|dizz\w+|complications?|impair(?:s|ed|ing)?|unsafe|caus(?:e|es|ed|ing)|trigger\w*|precede[sd]?)\b", "harm")),
    (Direction.BENEFIT, Cue("direction.benefit", r"\b(?:benefi\w+|improv\w+|reliev\w+|relief|reduc\w+|lower(?:s|ed|ing)|eas(?:e|es|ed|ing)|prevent\w*|protect\w*|effective|promising|treats?|helps?|helped|cur(?:e|es|ed)|heal\w*|restor\w+|boost\w*|enhanc\w+|better|superior|safer?|well[- ]tolerated|gold standard|faster|alleviat\w+|support(?:s|ed|ing)?|promot\w+|remission|recover\w*|powerful|anti-?fatigue|shorten\w*)\b", "benefit")),
    (Direction.ASSOCIATION, Cue("direction.association", r"\b(?:associated|association|linked?|link(?:s)?|related|correlat\w+|more (?:common|likely|often)|less (?:common|likely|often)|overlap\w*|connected|connection|symptoms?|includ\w+|accompan\w+|characteri[sz]ed)\b", "association")),
)

ATTRIBUTION: tuple[Cue, ...] = (
    Cue("attribution.studies", r"\b(?:(?:some|many|several|recent|numerous|multiple|other|clinical|early|new|countless|scientific|most|a few|these|animal|lab|laboratory|human|small|large|preliminary|randomi[sz]ed|observational)\s+)*(?:studies|research|trials|evidence|data|science|reports|surveys|meta-analys[ei]s|reviews)\s+(?:have\s+|has\s+|also\s+|now\s+|consistently\s+)*(?:shows?|shown|showed|suggests?|suggested|finds?|found|indicates?|demonstrates?|demonstrated|proves?|proven|confirms?|confirmed|reports?|reported|supports?|links?|linked|points?)\b", "studies"),
    Cue("attribution.in", r"\bin (?:some|other|several|many|one|a|recent|early|clinical|animal|human|a recent|a small|a large|certain|most) (?:\w+ )?(?:studies|study|trials?|research|survey|experiments?|reports?)\b", "studies"),
    Cue("attribution.a_study", r"\b(?:a|one|another|the) (?:\w+[ -]){0,3}(?:study|trial|review|meta-analysis|survey|analysis)\b(?: \w+){0,6}? (?:shows?|showed|suggests?|found|finds|concluded|reported|demonstrated)\b", "studies"),
    Cue("attribution.experts", r"\b(?:(?:some |many |most |leading )?(?:experts?|doctors|physicians|researchers|scientists|clinicians|specialists)\s+(?:say|believe|think|agree|recommend|suggest|consider|report|have found)|(?:is|are) (?:thought|believed|considered|said|known|reported) to|according to)\b", "experts"),
    Cue("attribution.proven", r"\b(?:(?:clinically|scientifically) (?:proven|shown|tested|studied|validated)|(?:has|have) been (?:shown|proven|found|demonstrated|reported) to|research-backed|evidence-based)\b", "studies"),
)
