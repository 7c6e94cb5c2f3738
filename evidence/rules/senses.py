"""Classes of words that tell what a statement is about, for the trained sorting of claims (``claims/features.py``).

Each class is a list of lower-case stems as ``claims.features.stem`` makes them (plural "s" and verb endings off). Source: team list, from
reading health pages of many kinds; the classes follow the kinds of method.md, section 2. A word may stand in several classes.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

_SENSES: dict[str, str] = {
    "time": "second minute hour day week month year session visit night morning decade season overnight immediately quickly soon gradually eventually "
    "later afterward instantly cycle",
    "person": "people patient adult man woman child kid baby infant user client volunteer veteran athlete senior teen teenager girl boy person "
    "individual participant sufferer mother father parent couple customer anyone everyone someone american member population",
    "harm": "bruise soreness swelling redness numbness burn scar bleed infection blister rash itch irritation peel cramp nausea vomit dizziness "
    "drowsiness headache constipation diarrhea bloat reaction complication allergy seizure clot stroke death die injury damage harm toxicity poison "
    "overdose withdrawal dependence addiction drawback downside risk danger hazard problem complaint discomfort sting tenderness dryness weakness "
    "tingling faint fall failure stomach-ache upset insomnia sleepiness sedation confusion suicide hypoglycemia fracture loss necrosis frostbite "
    "miscarriage defect perforation",
    "unsafe": "avoid contraindicated unsafe unsuitable caution careful beware forbid off-limits interact interaction interfere safe safety safely tolerate "
    "tolerable harmless well-tolerated mild serious severe fatal life-threatening permanent rare rarely",
    "biology": "cell receptor enzyme protein gene molecule neuron nerve vessel tissue membrane dna atp signal oxygen immune hormone neurotransmitter brain "
    "circuit pathway mitochondria mitochondrial collagen fibroblast keratin synapse platelet bacteria bacterium microbe inflammation inflammatory "
    "cytokine antibody crystal follicle muscle fiber capillary growth antioxidant radical metabolism cortisol insulin estrogen dopamine serotonin "
    "glutamate acid lining barrier clotting artery gland pituitary cortex",
    "act": "block bind inhibit activate stimulate trigger signal release produce suppress convert regulate switch reset calm dampen mimic break dilate widen "
    "narrow constrict tighten relax feed starve flush repair rebuild recycle neutralize stabilize prompt spur boost encourage deplete signal attach "
    "train prime wake slow speed",
    "given": "injection infusion dose pill tablet capsule drip shot patch gel cream ointment powder supplement drug medicine medication therapy treatment session "
    "procedure surgery operation implant device laser vaccine inhaler spray gummy tincture lozenge syrup serum filler peel mask chamber diet program "
    "protocol course remedy product formula pellet ring suppository extract oil tea booster jab needle block stimulation",
    "regulator": "fda agency regulator regulatory federal law legal illegal license licensed approve approval approved clear clearance cleared ban banned schedule "
    "cdc ema dea ftc mhra tga nice recall warning label labeled prescription over-the-counter off-label compound compounded controlled boxed authorize "
    "authorization designation status indication guideline government market unapproved unregulated ruling court",
    "uptake": "absorb absorption bloodstream circulation half-life excrete urine metabolize metabolism bioavailability bioavailable plasma peak digest "
    "swallow stomach liver uptake clear eliminate level concentration reach enter dissolve blood kidney gut intestine oral intravenous sublingual fat meal",
    "evidence": "study trial research evidence review data science researcher scientist meta-analysis analysis experiment finding survey proof claim placebo sham "
    "saline group participant randomize",
    "help": "help improve relieve relief ease reduce lower cut prevent protect restore heal cure treat soothe lift shorten clear stop end benefit effective work "
    "support enhance strengthen sharpen smooth fade regrow rebuild reverse curb calm halve build boost promote fight combat manage control speed remission "
    "recovery recover save extend delay slow",
    "cause": "cause trigger worsen damage irritate provoke lead contribute bring raise increase predispose promote start set spark aggravate run drain weaken deplete "
    "transmit stem arise follow precede blame responsible culprit factor hereditary inherit genetic gene family",
    "trait": "smoking smoker age aging obesity overweight stress alcohol diet sugar sunlight gene genetics family history lifestyle menopause pregnancy race "
    "ethnicity sex exposure infection injury deficiency lack shortage sleep exercise inactivity tick virus bacterium heat cold noise pollution overuse trauma",
    "sort": "condition disorder disease illness syndrome type form kind sort class group protein vitamin mineral hormone molecule compound plant herb shrub root spice fungus "
    "technique procedure method practice test tool device ingredient nutrient medication injury infection inflammation feeling gas dye cell",
    "sign": "symptom sign hallmark feature mark complaint pain ache fatigue tired stiff swollen itchy fog wheeze cough fever chill rash lump bump spot blur thirst hunger "
    "tremor palpitation faint numb tingle diagnosis diagnose test scan detect confirm exam criterion",
    "often": "common commonly frequent frequently usual usually often typical typically rare rarely sometimes occasionally most",
    "share": "percent half third quarter fifth tenth million billion thousand hundred dozen majority minority one two three four five six seven eight nine ten",
    "spread": "prevalence incidence case rate affect diagnose undiagnosed suffer strike live worldwide nationwide globally epidemic lifetime develop estimate population rise "
    "rising decline adult american",
    "compare": "than versus vs unlike compare comparison superior inferior equal equally similar similarly alike better worse best outperform beat rival match outlast "
    "surpass noninferior equivalent comparable instead alternative same gold-standard first-line",
    "us": "we our us ours clinic practice staff nurse surgeon expert specialist award-winning leading trusted voted pioneer premier experienced proudly",
    "you": "you your yours yourself",
    "me": "i my me mine myself i'm i've",
    "money": "price cost insurance discount package membership free deal offer coupon code shipping pay financing insurer",
    "page": "article guide post newsletter photo copyright page read share click subscribe email call book schedule appointment consultation visit contact follow link website",
    "body": "skin hair joint knee hip back neck face eye ear nose mouth tooth teeth gum scalp leg arm foot feet hand finger bone heart lung liver kidney bowel bladder womb breast "
    "prostate tendon cartilage spine vein",
}

SENSES: dict[str, tuple[str, ...]] = {}
for _name, _words in _SENSES.items():
    for _word in _words.split():
        SENSES[_word] = (*SENSES.get(_word, ()), _name)
