"""Pairs of our own making for the judge's floors: invented studies, and for each what it supports, refutes and leaves open.

``ABSTRACTS``: sentences in order. ``PAIRS``: abstract, claim, stance, number of the sentence that says so (-1: none).
"""
# ruff: noqa: E501 - an example is a line

from __future__ import annotations

ABSTRACTS: dict[str, tuple[str, ...]] = {
    "zinc": (
        "BACKGROUND: Zinc is often taken for colds.",
        "OBJECTIVE: We aimed to determine whether zinc lozenges shorten the common cold.",
        "METHODS: We randomly assigned 120 adults with colds to zinc or placebo.",
        "RESULTS: Zinc lozenges significantly reduced the duration of the common cold compared with placebo (4.5 vs 7.6 days, p < 0.001).",
        "Nausea was more frequent with zinc than with placebo.",
        "CONCLUSIONS: Zinc lozenges reduce the duration of colds in adults.",
    ),
    "walking": (
        "Regular walking is advised to people with high blood pressure.",
        "The aim of this trial was to test whether a walking programme changes blood pressure.",
        "Eighty sedentary adults were randomised to twelve weeks of walking or to usual activity.",
        "Systolic blood pressure fell by 6 mmHg in the walking group and did not change in the control group (p = 0.01).",
        "Body weight did not differ between the groups after twelve weeks.",
        "In conclusion, walking lowers systolic blood pressure in sedentary adults.",
    ),
    "magnesium": (
        "Magnesium tablets are widely sold against leg cramps at night.",
        "In this double-blind trial 94 older adults took magnesium oxide or placebo for four weeks.",
        "There was no significant difference in the number of nocturnal leg cramps between magnesium and placebo (p = 0.67).",
        "Sleep quality improved equally in both groups.",
        "Magnesium oxide was not better than placebo for nocturnal leg cramps in older adults.",
    ),
    "coffee": (
        "INTRODUCTION: Whether coffee protects against gout is debated.",
        "METHODS: We followed 45,000 men for twelve years and asked about coffee every four years.",
        "RESULTS: Men who drank four or more cups of coffee a day had a lower risk of gout than men who drank none (relative risk 0.6, 95% CI 0.41 to 0.88).",
        "Tea consumption was not associated with the risk of gout.",
        "CONCLUSIONS: Long-term coffee consumption is associated with a lower risk of gout in men.",
    ),
    "kinase": (
        "How the kinase KLM2 acts on nerve growth is unknown.",
        "We deleted KLM2 in mouse neurons and measured axon length.",
        "Loss of KLM2 impaired axon growth, and expression of KLM2 restored it.",
        "KLM2 phosphorylated the protein TRB9, and blocking this step prevented axon growth.",
        "These findings show that KLM2 promotes axon growth by phosphorylating TRB9.",
    ),
    "statins": (
        "Objective: to assess whether statins raise the risk of cataract.",
        "Design: meta-analysis of twelve cohort studies with 400,000 participants.",
        "Results: Statin use was associated with an increased risk of cataract (odds ratio 1.21, 95% CI 1.10 to 1.33).",
        "The risk did not depend on the duration of treatment.",
        "Conclusions: People who take statins have a higher risk of cataract than people who do not.",
    ),
    "vitamin": (
        "Vitamin D is given to children to prevent asthma attacks.",
        "We enrolled 192 children with persistent asthma and low vitamin D levels.",
        "Time to a severe asthma exacerbation did not differ between vitamin D and placebo (hazard ratio 1.13, 95% CI 0.69 to 1.85).",
        "The dose of inhaled steroids was similar in both groups at the end.",
        "Vitamin D supplementation did not prevent severe exacerbations in children with persistent asthma.",
    ),
    "mindfulness": (
        "Teachers often report stress and burnout.",
        "Sixty teachers were allocated to an eight-week mindfulness course or to a waiting list.",
        "Burnout scores were significantly lower after the mindfulness course than on the waiting list.",
        "Sick leave was unchanged.",
        "Mindfulness training reduces burnout in teachers.",
    ),
    "smoke": (
        "Second-hand smoke may affect the hearing of teenagers.",
        "We examined 1,533 teenagers with audiometry and measured cotinine.",
        "Teenagers exposed to second-hand smoke had hearing loss more often than those not exposed (11.8% vs 7.5%).",
        "Hearing loss was unrelated to family income.",
        "Exposure to tobacco smoke is associated with hearing loss in adolescents.",
    ),
    "surgery": (
        "Knee arthroscopy is common in people with osteoarthritis.",
        "A total of 180 patients with osteoarthritis of the knee were randomly assigned to arthroscopic lavage or sham surgery.",
        "At no point did the arthroscopy group report less pain or better function than the sham group.",
        "Complications were rare in both groups.",
        "The outcomes after arthroscopic lavage were no better than those after a placebo procedure.",
    ),
}

PAIRS: tuple[tuple[str, str, str, int], ...] = (
    ("zinc", "Zinc lozenges shorten the duration of the common cold.", "supports", 3),
    ("zinc", "Zinc lozenges increase the duration of the common cold.", "refutes", 3),
    ("zinc", "Vitamin C prevents pneumonia in children.", "neutral", -1),
    ("walking", "Walking reduces systolic blood pressure in sedentary adults.", "supports", 3),
    ("walking", "Walking has no effect on systolic blood pressure.", "refutes", 3),
    ("walking", "Swimming improves lung function in people with asthma.", "neutral", -1),
    ("magnesium", "Magnesium does not reduce nocturnal leg cramps in older adults.", "supports", 2),
    ("magnesium", "Magnesium reduces nocturnal leg cramps compared with placebo.", "refutes", 2),
    ("magnesium", "Quinine causes thrombocytopenia.", "neutral", -1),
    ("coffee", "Coffee consumption is associated with a lower risk of gout.", "supports", 2),
    ("coffee", "Drinking coffee raises the risk of gout in men.", "refutes", 2),
    ("coffee", "Allopurinol dissolves kidney stones.", "neutral", -1),
    ("kinase", "KLM2 promotes axon growth.", "supports", 4),
    ("kinase", "KLM2 inhibits axon growth.", "refutes", 4),
    ("kinase", "Insulin resistance impairs wound healing.", "neutral", -1),
    ("statins", "Statin use increases the risk of cataract.", "supports", 2),
    ("statins", "Statins lower the risk of cataract.", "refutes", 2),
    ("statins", "Metformin improves survival in ovarian cancer.", "neutral", -1),
    ("vitamin", "Vitamin D does not prevent severe asthma exacerbations in children.", "supports", 2),
    ("vitamin", "Vitamin D prevents severe asthma exacerbations in children.", "refutes", 2),
    ("vitamin", "Omega-3 fatty acids lower blood pressure.", "neutral", -1),
    ("mindfulness", "Mindfulness training lowers burnout in teachers.", "supports", 2),
    ("mindfulness", "Mindfulness training increases burnout in teachers.", "refutes", 2),
    ("mindfulness", "Night shifts cause breast cancer in nurses.", "neutral", -1),
    ("smoke", "Exposure to second-hand smoke is associated with hearing loss in teenagers.", "supports", 2),
    ("smoke", "Second-hand smoke is not associated with hearing loss in adolescents.", "refutes", 2),
    ("smoke", "Folic acid prevents spina bifida.", "neutral", -1),
    ("surgery", "Arthroscopic lavage is no better than sham surgery for osteoarthritis of the knee.", "supports", 4),
    ("surgery", "Arthroscopic lavage reduces pain more than sham surgery in knee osteoarthritis.", "refutes", 2),
    ("surgery", "Chemotherapy causes peripheral neuropathy.", "neutral", -1),
)
