# ruff: noqa: E501 - word lists
"""Verbs of health prose, by lemma, and closed classes of words: enough grammar to find subject and predicate without a parser.

``NOUNS_TOO``: lemmas whose forms are as often nouns ("benefits", "causes"). ``IRREGULAR``: past forms and participles.
Source: verbs counted in the sentences of citing articles and press texts at hand, and the closed classes of English.
"""

from __future__ import annotations

_LEMMAS = """
absorb accelerate accept accompany accumulate achieve act activate add address adhere administer affect age agree aim alleviate allow alter
amplify appear apply approve argue arise ask assist associate attack avoid awaken balance become begin believe belong benefit bind block boost break
breathe bring build burn calm care carry cause change characterize claim cleanse clear coincide combat combine come compare compete complement
complicate comprise conclude confer confirm connect consider consist constitute contain contribute control convert correct correlate cost counter
counteract cover create cross cure curb cut damage decline decrease deepen define degrade delay deliver demonstrate depend deplete derive describe
destroy detect deteriorate determine detoxify develop diagnose die differ diminish disappear discover disrupt dissolve distinguish do double drive drop
ease eat elevate eliminate emerge enable encourage end endure energize enhance ensure enter eradicate establish estimate evoke evolve exacerbate exceed excel
exert exist expand expect experience explain extend fade fail fall favor feel fight fill find flare fluctuate flush follow force form fuel function gain
generate get give go grow halt halve happen harm heal help hinder hit hold hope host hydrate ignore ignite impair improve include increase
indicate induce infect inflame influence inhibit initiate injure interact interfere intensify interrupt invade involve irritate keep kick-start kill lack
last lead leave lessen let lie lift limit link live look lose lower lubricate maintain make manage manifest mask match matter mean measure mediate
metabolize mimic minimize mitigate moderate modulate modify need negate neutralize nourish numb occur offer offset optimize originate outperform outweigh overcome
overlap own pass peak penetrate perform permit persist pinch plateau play pose potentiate precede predict prefer present preserve prevent proceed produce
progress prolong promise promote propose protect prove provide provoke publish quiet raise range reach react reactivate rebalance rebuild receive recommend
recover recur reduce refer reflect refresh regain regenerate regulate rejuvenate relate relax release relieve rely remain remove renew repair
replace replenish replicate report represent require resemble reset resist resolve respond restore restrict result return reveal reverse revitalize rise
risk run saturate save say scavenge seem sensitize serve set settle shift shorten show shrink shunt signal skip sleep slow smooth soften solve soothe spare spike
spread stabilize stand start starve stay stem stimulate stop strengthen stress strike struggle study suffer suggest supply support suppress surge surpass
surround survive switch tackle take target tend test thicken thin think thrive tolerate treat trigger try turn undergo understand undermine undo unlock
use validate vanish vary wane warn weaken wear weigh widen withstand wait work worsen yield melt reserve deliver swell tighten loosen burn fuel speed wake trigger crash store clog drain travel feed smoke drink sit walk happen count speak prescribe inject infuse swallow dissolve digest ferment excrete secrete sleep
recur relapse heal bleed bruise swell itch cough sneeze sweat burn sting inflame stiffen soften harden erode narrow widen press squeeze rupture tear rub scratch
meet outgrow slide spring stick swing
spare earn sell pay test screen scan label classify name call rank rate score list note share catch write publish present pool analyze analyse compare randomize
ablate abolish abstain adapt adjust advise advocate aid align allay anesthetize arrest assert attach attract avert awake back bar bathe bear beat
behave bleach blunt blur boil bother bounce brighten broaden bulk cauterize cease challenge check chew choke choose churn circulate
clean cling close coat collapse collect combust comfort command commence communicate compensate compound compress concede concentrate conduct
confuse constrict consult consume contend contract convince cool cope copy cripple crowd curl dam dampen daze deaden
debilitate decay decide decompress deflect defy dehydrate demand deny deposit deprive desensitize deter detox devastate devour dictate dilate
dilute dim direct disable disagree discharge discourage dislodge disperse displace dispose distort distract disturb dock dominate doubt dread
droop drown dry dull dump duplicate echo eject embed emit employ empower empty enclose encode engage enjoy enlarge enrich entail erase erupt escalate
escape evade evaluate evaporate examine excise excite exclude execute exfoliate exhaust exit expire exploit expose express extract fasten
favour fertilize filter firm fit fix flatten flip float flood flow foster fracture free freeze fuse gather glow
guide harbor hasten hate haunt heat heighten hide hinge hint hurt hypnotize identify illustrate imitate immobilize immunise immunize
impose imprint incapacitate incline inflict inform ingest inhabit inhale inherit insert inspire insulate integrate intend interpret
intoxicate introduce invite isolate join jolt knock lag latch leak lean learn lend lengthen liberate license lighten linger
lodge loop mend merge migrate mirror misfire mobilize moisturize monitor mount move multiply neglect nip normalize notice nudge
nurture obey observe obstruct obtain offend operate opine oppose opt orchestrate outlast outlive outnumber outrank overheat overload
overreact overrule overstimulate overwhelm owe oxidize pace paralyze pause perceive perfect perforate perpetuate perturb pierce
plague plummet plump poison possess pour practice practise precipitate preclude predispose preempt prevail prick
prime prohibit prompt prop propel pull pulse pump punch purify pursue push puzzle quadruple quench quicken quit
radiate ramp readjust realign rearrange reawaken rebound recall recede recirculate reckon recognize reconnect rectify recycle
redirect redistribute reenergize refill refine reform refuse regard register regress regrow rehydrate reinforce reject rekindle relay reload relocate
remind remit remodel remold reoccur repel repopulate reprogram resent reshape reside resort resume resurface retain retest retighten retrain retrigger
revert revive revolve reward rewire rid rival roll rotate ruin sanitize sap satisfy scatter scramble sculpt seal search sedate seek
sensitise separate shake shape shed shield shoot shuttle sicken simplify sink slash slim slump smoothen snap snore soak soar sour
spark spill split sprain sprout spur stagnate steady steer sterilize stockpile
strip stun stunt submit subside succeed suck summon supplant supplement sustain sway swear sweep tame tap
taper tempt tense terminate thaw thrill throb throw thwart tingle tire toss touch toughen transfer
transform translate transmit treble trick trim trip triple tweak uncover underlie unfold unleash unload
unwind uphold uproot upset usher utilise utilize vaccinate vent visualize vomit wander want warm
wash wean whiten wilt wipe wither worry
""".split()  # noqa: SIM905

LEMMAS = frozenset(_LEMMAS)

NOUNS_TOO = frozenset(
    """
    ache act address age aim attack balance benefit block boost break care cause change claim control cost cover cure cut damage decline decrease delay
    drive drop effect end experience fall fight focus force form fuel function gain harm help hope host increase influence kick lack lead link live look
    mask match matter measure need offer pass peak play pose present progress promise range reach release repair report result return reverse rise risk
    run shift show signal sleep slow spike spread stand start stay stem stop stress strike struggle study supply support surge switch target test treat trigger
    try turn use wear work yield return study estimate set spare limit mark mask crash store drain travel burn sense rank guide plan answer signal
    taste smell cough itch ache bruise sweat feed smoke drink walk count label name call rate score list note share test screen scan tear press present pool pay
    advocate aid back bar beat bounce bulk challenge check clean close collapse comfort command compound concentrate contract cool
    copy decay demand deposit dim discharge dock doubt dry dull dump echo empty exit express extract
    favour filter firm fit fix flow fracture glow heat hint hurt
    license loop monitor move overload pace pause perfect plague poison practice
    prick prompt pulse pump punch push regard relay reward rival roll scramble
    search shake shape shed shield shoot slim slump snap spark spill split sprain spur
    steady strip supplement tap taper tense tire touch
    transfer trick trim trip vomit warm wash
    worry
    """.split()  # noqa: SIM905
)

IRREGULAR: dict[str, tuple[str, str]] = {
    "arise": ("arose", "arisen"), "become": ("became", "become"), "begin": ("began", "begun"), "bind": ("bound", "bound"),
    "break": ("broke", "broken"), "bring": ("brought", "brought"), "build": ("built", "built"), "come": ("came", "come"), "cost": ("cost", "cost"),
    "cut": ("cut", "cut"), "do": ("did", "done"), "drive": ("drove", "driven"), "eat": ("ate", "eaten"), "fall": ("fell", "fallen"),
    "feel": ("felt", "felt"), "fight": ("fought", "fought"), "find": ("found", "found"), "get": ("got", "gotten"), "give": ("gave", "given"),
    "go": ("went", "gone"), "grow": ("grew", "grown"), "hit": ("hit", "hit"), "hold": ("held", "held"), "keep": ("kept", "kept"), "lead": ("led", "led"),
    "leave": ("left", "left"), "let": ("let", "let"), "lie": ("lay", "lain"), "lose": ("lost", "lost"), "make": ("made", "made"), "mean": ("meant", "meant"),
    "overcome": ("overcame", "overcome"), "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said", "said"), "set": ("set", "set"),
    "show": ("showed", "shown"), "shrink": ("shrank", "shrunk"), "sleep": ("slept", "slept"), "spread": ("spread", "spread"), "stand": ("stood", "stood"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "think": ("thought", "thought"), "undergo": ("underwent", "undergone"),
    "understand": ("understood", "understood"), "undo": ("undid", "undone"), "wear": ("wore", "worn"), "withstand": ("withstood", "withstood"),
    "die": ("died", "died"), "catch": ("caught", "caught"), "write": ("wrote", "written"), "feed": ("fed", "fed"), "swell": ("swelled", "swollen"),
    "drink": ("drank", "drunk"), "beat": ("beat", "beaten"), "bear": ("bore", "borne"), "choose": ("chose", "chosen"), "cling": ("clung", "clung"),
    "freeze": ("froze", "frozen"), "hide": ("hid", "hidden"), "hurt": ("hurt", "hurt"), "learn": ("learned", "learned"), "lend": ("lent", "lent"),
    "quit": ("quit", "quit"), "shake": ("shook", "shaken"), "shed": ("shed", "shed"), "shoot": ("shot", "shot"), "sink": ("sank", "sunk"), "split": ("split", "split"),
    "spring": ("sprang", "sprung"), "stick": ("stuck", "stuck"), "swear": ("swore", "sworn"), "swing": ("swung", "swung"), "throw": ("threw", "thrown"), "upset": ("upset", "upset"),
    "wake": ("woke", "woken"), "seek": ("sought", "sought"), "outgrow": ("outgrew", "outgrown"), "regrow": ("regrew", "regrown"), "underlie": ("underlay", "underlain"), "slide": ("slid", "slid"), "speed": ("sped", "sped"), "meet": ("met", "met"), "bleed": ("bled", "bled"), "rid": ("rid", "rid"), "sell": ("sold", "sold"), "pay": ("paid", "paid"), "speak": ("spoke", "spoken"), "sit": ("sat", "sat"), "tear": ("tore", "torn"), "prove": ("proved", "proven"),
}  # fmt: skip

# -ing words that name a symptom or sign.
GERUND_NOUNS = frozenset(
    """
    bleeding bloating vomiting itching swelling bruising cramping tingling coughing sneezing wheezing flushing sweating burning aching craving spotting scarring
    concentrating sleeping breathing walking thinking standing swallowing smoking drinking fasting training stretching counseling counselling testing reading
    """.split()  # noqa: SIM905
)

# Verbs of which a listed object is not true piece by piece, and nouns that bind two things into one.
COLLECTIVE = frozenset(
    """
    combine combines combined combining combination between mix mixture mixed compare compares compared comparing
    balance balances blend blends link links separate separates distinguish differ differs ratio together both-and pair pairs paired alternate relationship either
    neither choose choosing whether difference differences similar
    """.split()  # noqa: SIM905
)

MODALS = frozenset({"can", "may", "might", "could", "will", "would", "shall", "should", "must", "cannot", "can't", "won't", "couldn't", "wouldn't", "shouldn't"})
BE = frozenset({"is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "it's", "that's", "there's", "they're", "am"})
HAVE = frozenset({"has", "have", "had", "hasn't", "haven't", "hadn't"})
DO = frozenset({"do", "does", "did", "don't", "doesn't", "didn't"})
NOT_FINITE = frozenset({"be", "been", "being", "having", "doing", "done"})

DETERMINERS = frozenset(
    """
    a an the this that these those my your our their its his her some any no each every many several few most all both much such other another certain
    various numerous multiple more less fewer what which whose two three four five six
    """.split()  # noqa: SIM905
)
PREPOSITIONS = frozenset(
    """
    in on at by for from of to with without within into onto about above below over under between among amongst through throughout during before after
    since until till toward towards against via per despite like unlike besides than as upon across around beyond regarding concerning versus vs following including except behind
    """.split()  # noqa: SIM905
)
CONJUNCTIONS = frozenset({"and", "or", "nor", "but", "&", "and/or", "yet"})
SUBORDINATORS = frozenset(
    """
    while although though because since if when whenever whereas unless that which who whom whose where so once how why whether until even
    """.split()  # noqa: SIM905
)
PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those", "there", "one", "who", "which", "what", "everyone", "some", "many", "most", "others"})
ADVERBS = frozenset(
    """
    also often usually sometimes rarely never always still very more most less least even just only too quite rather soon now then once again already almost
    nearly about not well better best much far further fast longer thus therefore however instead together apart away back up down out off perhaps maybe yet
    sooner later twice even so
    """.split()  # noqa: SIM905
)
NOT_ADVERBS = frozenset({"family", "daily", "weekly", "monthly", "elderly", "early", "likely", "unlikely", "costly", "only", "bodily", "friendly", "reply", "supply", "apply", "rely", "belly", "jelly", "ally", "assembly", "anomaly", "butterfly", "holy", "lonely", "lively", "lovely", "deadly", "orderly", "sickly", "timely", "ugly", "curly", "scaly", "oily", "smelly", "july", "italy", "multiply", "imply", "comply"})

PLURALS = frozenset({"people", "women", "men", "children", "bacteria", "mice", "both", "others"})
NOUN_ENDINGS = ("ment", "ity", "ency", "ancy", "apy", "ery", "ology", "osity", "ility")
# Prepositions that may follow a verb form which is as often a noun: "results in", "helps with", "ranges from".
VERB_PREPOSITIONS = frozenset({"in", "with", "to", "by", "from", "at", "as", "like", "within", "after", "up"})

ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ary", "ful", "less", "able", "ible", "ar", "ial", "ory", "ian", "ent", "ant", "ed", "ing", "y", "er", "est", "ite", "term")
ADJECTIVES = frozenset(
    """
    acute adverse better big blood brief broad chronic common deep diffuse direct dry due early fast few first free full good great half hard healthy heavy high
    higher highest key large last late left less likely long low lower lowest main major mild minor more most mean natural new next normal old open optimal other
    overall own poor prone quick quiet rapid rare raw real recent rich right safe same second severe sharp short similar single slow small social soft special
    strong sudden sure thick thin true unique urgent vague weak white whole wide young physical mental
    """.split()  # noqa: SIM905
)


def forms(lemma: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, past participle, -ing form of a regular or listed verb."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    if lemma.endswith("ie"):
        past, going = lemma + "d", lemma[:-2] + "ying"
    elif lemma.endswith("e"):
        past, going = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, going = lemma[:-1] + "ied", lemma + "ing"
    elif lemma in DOUBLED:
        past, going = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    else:
        past, going = lemma + "ed", lemma + "ing"
    if lemma in IRREGULAR:
        return lemma, third, *IRREGULAR[lemma], going
    return lemma, third, past, past, going


DOUBLED = frozenset({"control", "curb", "drop", "fit", "get", "occur", "recur", "refer", "run", "skip", "spur", "stem", "strip", "trim", "slip", "snap", "sap", "tap", "trip", "rub", "shed", "rid", "plug", "pin", "grip", "hop", "jam", "nip", "plan", "pop", "prop", "slim", "spin", "split", "tan", "transfer", "tug", "trap", "whip", "zap", "deter", "commit", "emit", "submit", "propel", "compel", "dip", "dim", "dam", "scar", "bar", "flip", "chip", "fan", "stop", "thin", "set", "cut", "hit", "let", "begin", "confer", "prefer", "permit"})

THIRD = {forms(lemma)[1]: lemma for lemma in sorted(LEMMAS)}
PAST = {forms(lemma)[2]: lemma for lemma in sorted(LEMMAS)}
PARTICIPLE = {forms(lemma)[3]: lemma for lemma in sorted(LEMMAS)}
GOING = {forms(lemma)[4]: lemma for lemma in sorted(LEMMAS)}
