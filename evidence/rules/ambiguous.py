"""Words of everyday English that MeSH also has as terms, and when they are not read as such.

``VETO``: never a concept in running text (still found by ``mesh.entry``). ``ONLY_CAPITALS``: a concept only when written in
capitals. ``NOT_BEFORE``: not a concept when this follows. ``NEVER_FIRST``: no term begins with these.
``FIELDS``: a single word counts only if its heading stands in one of these branches of the tree (A anatomy, B organisms,
C diseases, D chemicals, E procedures, F psychology, G phenomena, M persons, N health care); the others (H disciplines, I and J
society and industry, K humanities, L information, V publications, Z places) name no part of a health statement.
Source: the single-word terms found most often in 366,000 words of general and biomedical English, read one by one.
"""

FIELDS = frozenset("ABCDEFGMN")

NEVER_FIRST = frozenset({"a", "an", "the", "of", "to", "and", "or", "is", "are", "be", "by", "for", "this", "that", "it", "as"})

_WORDS = """
ability access accounting act address affect affects air aircraft all app apps arrest art as assay association associations at
back backs bait bat bay bear bed beds bends biology black blood boxing boy boys bridge brother buffer buffers camp can cane car
care case cases cause causes cell character characters chemistry cities city classification clear coach cold collection color
colors comment community competition complete compliance compound comprehension conclusion conclusions condition conditions
consensus contract control controls cop cost course cream crown culture cultures current dance data date day days de defect
delivery demand design diagnoses diagnosis did die discussion disease diseases dosage dose doses drive drives drug drugs duration
ease east economic economics editorial efficacy efficiency element elements emergency employee end environment environments equal
error errors evening event events evidence exhibit experience experiences face faces factor factors fall falling families family
feedback field fire fit flight fly focus follow form forms foundation freedom friend friends future game gap gaps generation
genetic goal goals gold good government green grounds group groups guide guided guideline guidelines hand hands hard head health
help hire history home hope host human humans ice id illness illnesses image images impact import in incidence index individual
individuals industry influence information interest interview iris island it joint judgment juice knowledge label lamb language
lawyer lead leader leads leave length less letter letters level life light lights limit line lines link list literature live
living look loss love low maintain maintenance make man map maps mark mask match matter may mean means measure mechanism
medication medications medicine medicines medium meeting meetings membership memoir metal method methods middle minor minors
mission model models month morning motion move name names nature need needs negotiating network new news no normal north note
notes number object observation observations occupation off oil on one opener order organization organizations organs orientation
out outcome overall own page paint paper papers par part partner party path pathologies pathology patient patients peace people
person persons pet phrase physiology pilot pilots pin place plan play pleasure plus population populations poster power practice
prediction press prevalence price principal problem process processes product production prognosis program programs progress
progression property proportion public puzzle quality question race range rate rates raw reach read reading reason recall
recognition record records recurrence reflex rehearsal relief report reports research respect response responsibility result
results retinal review reviews ring rise risk risks role roles rose rule run running safety said sample sat save saw scale science
season seasons secure see seeking self sense set setting shift ship show side sign signs sit site smiling social society solution
solutions some sound source south space speed spring staff stage stages star starting state states stem step stop story strategy
strike student studies study style subject support surface survey swallow symptom symptoms syndrome syndromes system systems table
tables tail talk target team technique ten term test tests the theory therapeutic therapeutics therapies therapy thinking ticket
time times tip title today tool top touch toy track trade traffic training trap travel treatment treatments tree trial trials
trust try turkey type types understanding union unit university up use value values van view vocabulary voice volition was wave
way weather web west white will win wind word words work worker workers works world writing yield young younger youth zone
"""

VETO = frozenset(_WORDS.split()) | {
    "cell lines",
    "standard of care",
    "treatment outcome",
    "disease progression",
    "control group",
    "control groups",
    "confidence interval",
    "confidence intervals",
    "at risk",
}

ONLY_CAPITALS = frozenset({"aids", "arms", "cap", "cast", "copd", "dare", "lamp", "mace", "pots", "sad", "sars", "who"})

NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "stroke": ("of luck", "of genius", "volume"),
    "shock": ("to learn", "that "),
    "heart": ("of the matter",),
    "bone": ("of contention",),
    "attention": ("to ", "from "),
}
