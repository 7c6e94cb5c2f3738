"""Our own gold for three articles of our own (tests/articles): what a careful reader would take out, written before the rules saw them.

``CLAIMS``: file -> (quote in the article, ((statement, kind), ...)). ``NEGATIVES``: file -> quotes that claim nothing.
"""
# ruff: noqa: E501 - a statement is a line

from __future__ import annotations

E, S, M, X, P, R, K, C, O, G = (
    "efficacy", "safety", "mechanism", "symptom/definition", "prevalence", "risk factor/trigger", "pharmacokinetics", "comparison", "onset", "regulatory",
)  # fmt: skip

Quote = tuple[str, tuple[tuple[str, str], ...]]

CLAIMS: dict[str, tuple[Quote, ...]] = {
    "vitamin_d.md": (
        ("Vitamin D is a fat-soluble vitamin that helps the body absorb calcium.", (("Vitamin D is a fat-soluble vitamin that helps the body absorb calcium.", X),)),
        ("Roughly 40% of adults in northern countries have low levels in winter.", (("About 40% of adults in northern countries have low vitamin D levels in winter.", P),)),
        ("A severe shortage causes rickets in children and soft, painful bones in adults.", (("A severe shortage causes rickets in children.", R), ("A severe shortage causes soft, painful bones in adults.", R))),
        ("Your skin makes vitamin D when sunlight touches it.", (("Skin makes vitamin D when sunlight touches it.", M),)),
        ("Oily fish, egg yolks and fortified milk are the main food sources.", (("Oily fish is a main food source.", X), ("Egg yolks are a main food source.", X), ("Fortified milk is a main food source.", X))),
        ("Darker skin, older age and obesity can lower vitamin D levels.", (("Darker skin can lower vitamin D levels.", R), ("Older age can lower vitamin D levels.", R), ("Obesity can lower vitamin D levels.", R))),
        ("Bone pain", (("Signs of a deficiency may include bone pain.", X),)),
        ("Muscle weakness or cramps", (("Signs of a deficiency may include muscle weakness.", X), ("Signs of a deficiency may include muscle cramps.", X))),
        ("Frequent fractures (hip, wrist)", (("Signs of a deficiency may include frequent fractures.", X),)),
        ("Low mood", (("Signs of a deficiency may include low mood.", X),)),
        ("Vitamin D supplements prevent rickets.", (("Vitamin D supplements prevent rickets.", E),)),
        ("In nursing homes, vitamin D combined with calcium reduced hip fractures and falls.", (("In nursing homes, vitamin D combined with calcium reduced hip fractures.", E), ("In nursing homes, vitamin D combined with calcium reduced falls.", E))),
        ("Large trials in healthy adults, however, found that it does not prevent cancer or heart attacks.", (("In healthy adults, vitamin D does not prevent cancer.", E), ("In healthy adults, vitamin D does not prevent heart attacks.", E))),
        ("Some researchers suggest that daily doses shorten colds, while others see no effect.", (("Some researchers suggest that daily doses shorten colds.", E),)),
        ("Vitamin D3 raises blood levels more than vitamin D2.", (("Vitamin D3 raises blood levels more than vitamin D2.", C),)),
        ("It takes about three months for blood levels to settle.", (("Blood levels take about three months to settle.", O),)),
        ("The half-life of the storage form is roughly two to three weeks.", (("The half-life of the storage form is two to three weeks.", K),)),
        ("Doses above 4,000 IU a day may cause nausea, constipation and kidney stones because too much calcium builds up in the blood.", (("Doses above 4,000 IU a day may cause nausea.", S), ("Doses above 4,000 IU a day may cause constipation.", S), ("Doses above 4,000 IU a day may cause kidney stones.", S))),
        ("People with kidney disease are at higher risk of toxicity.", (("People with kidney disease are at higher risk of toxicity.", S),)),
        ("Taking vitamin D with a fatty meal improves absorption.", (("Taking vitamin D with a fatty meal improves absorption.", K),)),
    ),
    "back_injections.txt": (
        ("Low back pain is the leading cause of disability worldwide.", (("Low back pain is the leading cause of disability worldwide.", P),)),
        ("Most episodes settle within six weeks without any treatment.", (("Most episodes of low back pain settle within six weeks without treatment.", O),)),
        ("Sciatica, which is pain that travels down the leg, is usually caused by a herniated disc pressing on a nerve root.", (("Sciatica is usually caused by a herniated disc pressing on a nerve root.", R), ("Sciatica is pain that travels down the leg.", X))),
        ("The steroid reduces inflammation around the nerve and blocks pain signals.", (("The steroid reduces inflammation around the nerve.", M), ("The steroid blocks pain signals.", M))),
        ("Imaging guidance makes the injection more accurate.", (("Imaging guidance makes the injection more accurate.", E),)),
        ("Epidural steroid injections relieve leg pain slightly more than placebo for up to three months.", (("Epidural steroid injections relieve leg pain slightly more than placebo for up to three months.", C),)),
        ("They do not lower the need for surgery.", (("Epidural steroid injections do not lower the need for surgery.", E),)),
        ("For spinal stenosis, adding a steroid to lidocaine brought no extra benefit at six weeks.", (("For spinal stenosis, adding a steroid to lidocaine brought no extra benefit at six weeks.", E),)),
        ("Patients who smoke tend to respond less well.", (("Patients who smoke respond less well.", E),)),
        ("Compared with physical therapy, injections work faster but are not better after a year.", (("Injections work faster than physical therapy.", C), ("Injections are not better than physical therapy after a year.", C))),
        ("headache", (("Possible side effects include headache.", S),)),
        ("facial flushing", (("Possible side effects include facial flushing.", S),)),
        ("raised blood sugar in people with diabetes", (("Possible side effects include raised blood sugar in people with diabetes.", S),)),
        ("infection or bleeding near the spine (rare)", (("Possible side effects include infection near the spine.", S), ("Possible side effects include bleeding near the spine.", S))),
        ("Serious problems such as paralysis and stroke have been reported after injections in the neck.", (("Paralysis has been reported after injections in the neck.", S), ("Stroke has been reported after injections in the neck.", S))),
        ("Repeated shots can thin nearby bone and weaken the adrenal glands.", (("Repeated shots can thin nearby bone.", S), ("Repeated shots can weaken the adrenal glands.", S))),
        ("The FDA has not approved corticosteroids for epidural use.", (("The FDA has not approved corticosteroids for epidural use.", G),)),
    ),
    "probiotics.html": (
        ("Probiotics are live microorganisms that may benefit health when taken in adequate amounts.", (("Probiotics are live microorganisms that may benefit health in adequate amounts.", X),)),
        ("They are found in yogurt, kefir and sauerkraut, and they are sold as capsules.", (("Probiotics are found in yogurt.", X), ("Probiotics are found in kefir.", X), ("Probiotics are found in sauerkraut.", X))),
        ("Certain strains shorten infectious diarrhea in children by about a day.", (("Certain strains shorten infectious diarrhea in children by about a day.", E),)),
        ("Saccharomyces boulardii lowers the risk of antibiotic-associated diarrhea, and it may also prevent Clostridium difficile infection.", (("Saccharomyces boulardii lowers the risk of antibiotic-associated diarrhea.", E), ("Saccharomyces boulardii may prevent Clostridium difficile infection.", E))),
        ("A meta-analysis found that multi-strain products ease bloating in irritable bowel syndrome, although the trials were small.", (("Multi-strain products ease bloating in irritable bowel syndrome.", E),)),
        ("There is little evidence that probiotics help with Crohn's disease, eczema or weight loss.", (("There is little evidence that probiotics help with Crohn's disease.", E), ("There is little evidence that probiotics help with eczema.", E), ("There is little evidence that probiotics help with weight loss.", E))),
        ("In premature infants, probiotics reduce necrotizing enterocolitis and death.", (("In premature infants, probiotics reduce necrotizing enterocolitis.", E), ("In premature infants, probiotics reduce death.", E))),
        ("This benefit depends on the strain.", (("The benefit depends on the strain.", E),)),
        ("crowding out harmful bacteria", (("Probiotics may act by crowding out harmful bacteria.", M),)),
        ("strengthening the gut barrier", (("Probiotics may act by strengthening the gut barrier.", M),)),
        ("producing short-chain fatty acids, which feed the cells of the colon", (("Probiotics may act by producing short-chain fatty acids.", M), ("Short-chain fatty acids feed the cells of the colon.", M))),
        ("Most of the bacteria leave the gut within one to two weeks after the last dose.", (("Most of the bacteria leave the gut within one to two weeks after the last dose.", O),)),
        ("Stomach acid destroys many of them before they reach the bowel.", (("Stomach acid destroys many of the bacteria before they reach the bowel.", M),)),
        ("For healthy people, probiotics are generally safe.", (("For healthy people, probiotics are generally safe.", S),)),
        ("Gas and mild cramps are the most common side effects.", (("Gas is a most common side effect.", S), ("Mild cramps are a most common side effect.", S))),
        ("Because they contain live organisms, they can cause bloodstream infections in people with weakened immunity.", (("Probiotics can cause bloodstream infections in people with weakened immunity.", S),)),
        ("Women use probiotics more often than men.", (("Women use probiotics more often than men.", P),)),
        ("About 4 million American adults took them in 2012.", (("About 4 million American adults took probiotics in 2012.", P),)),
    ),
}

NEGATIVES: dict[str, tuple[str, ...]] = {
    "vitamin_d.md": (
        "Vitamin D: Who Needs It?", "By Lena Orbach, RD", "Where it comes from", "What supplements can and cannot do", "Is more better?", "Have you had your level checked?",
        "Ask your doctor for a blood test before you start a supplement.", "Our Sunny Days capsules cost $19 a month.", "References", "Institute of Nutrition. Dietary reference values. 2011.",
    ),
    "back_injections.txt": (
        "Epidural Steroid Injections for Back and Leg Pain", "Updated June 3, 2024", "How do the injections work?", "Do they help?", "Call 555-010-7788 to book.",
        "This page is for information only and does not replace medical advice.",
    ),
    "probiotics.html": (
        "Probiotics and Your Gut", "What the research says", "How they work", "Are they safe?", "Order today and save 20% off.", "You deserve a happy gut.",
        "Talk to your pharmacist before giving probiotics to a baby.", "Nora Varga is a science writer.", "She lives in Graz with three cats.",
    ),
}  # fmt: skip


def gold(name: str, text: str) -> dict[str, object]:
    """The gold of one article in the benchmark's form; a quote that is not in the text is an error."""
    claims, negatives = [], []
    at = 0
    for i, (quote, statements) in enumerate(CLAIMS[name]):
        at = text.index(quote, at)
        for j, (words, kind) in enumerate(statements):
            claims.append({"id": f"C{i}.{j}", "text": words, "type": kind, "quote_start": at, "quote_end": at + len(quote)})
        at += len(quote)
    for quote in NEGATIVES[name]:
        if quote in text:  # readers take some furniture out before
            start = text.index(quote)
            negatives.append({"start": start, "end": start + len(quote), "subtype": "negative", "hard": False})
    return {"claims": claims, "negatives": negatives}
