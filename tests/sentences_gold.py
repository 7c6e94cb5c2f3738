"""Our own gold for sentence boundaries: every sentence is written by us, every case names its trap.

"¦" marks where a sentence ends; white space and bullets between sentences belong to none. ``BLIND`` was written before the
splitter's output on it was seen and is never tuned on case by case without moving the case to ``SEEN``; ``SEEN`` holds
the cases that the rules were made with. ``PYTHONPATH=. python tests/sentences_gold.py`` prints the figures.
"""

from __future__ import annotations

import re

from evidence import text as text_room

BLIND: tuple[tuple[str, str], ...] = (
    ("plain", "Fatigue lasts for months.¦ Rest does not help.¦ Sleep is not refreshing.¦"),
    ("latin", "Some routes, e.g. the nasal one, are quick.¦ Others, i.e. tablets, are slow.¦"),
    ("latin capital", "Opioids (e.g. Morphine and its kin) act elsewhere.¦ Ketamine does not.¦"),
    ("versus", "We compared infusion vs. Placebo tablets in forty adults.¦ Neither won.¦"),
    ("approximately", "Uptake reached approx. 30% by mouth.¦ By vein it was complete.¦"),
    ("route after dose", "Adults received 0.5 mg/kg i.v.¦ Controls received saline.¦"),
    ("route inside", "They were given i.v. Ketamine over 40 min and watched for two hours.¦"),
    ("route lower", "A dose of 25 mg i.m. was given twice.¦ Nobody fainted.¦"),
    ("dosing times", "Take one tablet b.i.d. for 3 weeks.¦ Then stop.¦"),
    ("dosing times end", "The capsules were taken t.i.d.¦ Plasma was drawn on day 7.¦"),
    ("p value", "Scores fell (p<0.05) in both arms.¦ The gap was small (P = .03).¦"),
    ("interval", "The odds ratio was 0.95 (95% C.I. 0.92-0.98).¦ Men did no better.¦"),
    ("interval no stop", "Risk rose by 12% (95% CI, 3.1 to 20.4; p = 0.004).¦ It then fell.¦"),
    ("title", "Dr. Okafor runs the clinic.¦ Prof. Lindqvist reviewed the text.¦"),
    ("titles", "Drs. Adeyemi and Chen agree.¦ Mrs. Hall does not.¦"),
    ("genus", "Cultures grew S. aureus and E. coli within a day.¦ No C. difficile was seen.¦"),
    ("initials", "The trial was led by J. R. Okonkwo at two sites.¦ It ended early.¦"),
    ("vitamin", "Many patients take vitamin C.¦ Few take vitamin D.¦ Evidence is thin.¦"),
    ("hepatitis", "Some had hepatitis B.¦ Others had hepatitis C. virus in the blood.¦"),
    ("group", "Improvement was greater in group A.¦ Group B. was smaller.¦"),
    ("decimals", "Mean age was 43.6 years.¦ The score was 7.2 at baseline and 4.9 at day 3.¦"),
    ("et al", "Moreau et al. (2019) found no change.¦ Later work by Singh et al. Reported a small one.¦"),
    ("et al end", "This repeats an older result by Moreau et al.¦ The method was the same.¦"),
    ("mRNA start", "The gene was silenced.¦ mRNA levels fell within hours.¦"),
    ("pH start", "Samples were kept on ice.¦ pH was measured twice.¦"),
    ("eGFR start", "Kidney function was checked.¦ eGFR stayed above 60 in all.¦"),
    ("beta start", "Heart rate was high.¦ β-blockers were stopped beforehand.¦"),
    ("p53 start", "Two pathways were tested.¦ p53 was not involved.¦"),
    ("c-fos start", "Activity rose in the cortex.¦ c-Fos staining confirmed it.¦"),
    ("rTMS start", "Other options exist.¦ rTMS is one of them.¦ tDCS is another.¦"),
    ("isotope", "The tracer was 11C.¦ 18F was used later.¦"),
    ("number start", "All finished the course.¦ 14 of 20 felt better.¦"),
    ("year end", "The warning came in 2023.¦ It is still in force.¦"),
    ("heading", "Who gets it?\n\nAnyone can fall ill¦\n\nWomen are diagnosed more often.¦".replace("it?", "it?¦")),
    ("heading one break", "How it works¦\nKetamine blocks a receptor in the brain and more glutamate is then released.¦"),
    ("bullets", "Common signs:¦\n• poor sleep¦\n• sore throat¦\n• dizziness on standing¦"),
    ("dashes", "Ask about:¦\n- blood pressure¦\n- bladder trouble¦\n- other medicines, e.g. sedatives¦"),
    ("stars", "We offer\n* infusions¦\n* lozenges¦\n".replace("offer\n", "offer¦\n")),
    ("numbered", "1. Sit down slowly.¦\n2. Tell the nurse.¦\n3. Rest for an hour.¦"),
    ("lettered", "a) sleep badly¦\nb) wake tired¦\nc) rest without relief¦"),
    (
        "wrapped",
        "This line was wrapped by the editor at about seventy characters so\nthat it goes on here without a stop.¦ "
        "The next one\nbegins in the middle.¦",
    ),
    (
        "wrapped capital",
        "The infusion was given in the clinic of the university hospital in\nZurich by a nurse.¦ Nobody had to stay overnight.¦",
    ),
    ("question", "Is it safe?¦ Nobody knows for certain.¦ Would you take it?¦"),
    ("exclamation", "Feel like yourself again!¦ Book today!¦"),
    ("quote", "\"I could climb stairs again.\"¦ That is what one patient told us.¦"),
    ("quote inside", "She asked \"does it last?\" and we said no.¦ Most relapse.¦"),
    ("smart quotes", "“It changed my life.”¦ Stories like this are not evidence.¦ It’s only one person.¦"),
    ("parenthesis", "Two groups (one took tablets. The other had infusions) were followed.¦ Both improved.¦"),
    ("parenthesis whole", "Rest is advised.¦ (Pacing is explained below.)¦ Exercise is not.¦"),
    ("etc inside", "Infections (flu, mononucleosis, etc.) may come first.¦ Stress may follow.¦"),
    ("etc end", "Bring your list of medicines, allergies, etc.¦ We will check it.¦"),
    ("nbsp", "Doses of 0.5\u00a0mg/kg are common.¦\u00a0Higher doses are not.¦"),
    ("emoji", "Feeling better already! 😊¦ Tell your friends.¦"),
    ("emoji middle", "We ❤️ our patients and they love us.¦ Read on.¦"),
    ("ellipsis", "It took weeks... but it helped.¦ Then nothing…¦ Silence followed.¦"),
    ("country", "The U.S. Food and Drug Administration has not approved it.¦ In the U.K. the rules differ.¦"),
    ("country end", "The drug is legal in the U.S.¦ It is not in some states.¦"),
    ("degree", "Maria Santos, M.D., wrote this page.¦ She holds a Ph.D. from Lyon.¦"),
    ("degree end", "The talk was given by Ruth Abebe, Ph.D.¦ She took no fee.¦"),
    ("company", "Nimbus Wellness Inc. sells the device.¦ It paid for the trial.¦"),
    ("clock", "Clinics open at 8 a.m. on weekdays.¦ They close at 5 p.m.¦ On Sundays nobody answers.¦"),
    ("number sign", "Infusion no. 3 was stopped.¦ The answer is no.¦ No. 4 went well.¦"),
    ("note marks", "Fatigue eased within a day.[3]¦ Pain did not.[4,5]¦ Sleep was not measured.¦"),
    ("note marks after space", "Fatigue eased. [3]¦ Pain did not. [4-6]¦ Nausea was rare.¦"),
    ("superscript notes", "Fatigue eased within a day.¹²¦ Pain did not.³¦ Sleep was poor.¦"),
    ("digit notes", "Fatigue eased within a day.12¦ Pain did not.3,4¦ Sleep was poor.¦"),
    ("address", "Read more at www.example.org/fatigue.html today.¦ Or write to info@example.org.¦ Thanks.¦"),
    ("version", "Analyses used R 4.3.1.¦ Code is on example.org.¦ Data are not.¦"),
    ("glued", "Fatigue is common.Rest rarely helps.¦ Ask us.¦".replace("common.", "common.¦")),
    ("semicolon", "Pain fell by half; sleep did not change; mood rose.¦ All effects faded.¦"),
    ("colon", "The result was clear: no benefit.¦ Another trial is planned.¦"),
    ("abstract labels", "BACKGROUND: Fatigue is common.¦ METHODS: We enrolled 20 adults.¦ RESULTS: Scores fell.¦"),
    ("units end", "The dose was 40 mg.¦ Infusions took 40 min.¦ Blood was drawn after 2 h.¦"),
    ("weeks", "Benefit lasted 2 wks. in most and 6 wks. in some.¦ Then it faded.¦"),
    ("per day", "Patients took 3 mg/kg/d. for a week.¦ None dropped out.¦"),
    ("subtype", "T2DM.¦ HbA1c fell.¦".replace("T2DM.¦", "Ten had T2DM.¦")),
    ("species", "Lactobacillus spp. were fewer.¦ Bifidobacterium sp. was absent.¦"),
    ("months", "The study ran from Jan. 2019 to Sept. 2021.¦ Follow-up ended on Dec. 3.¦ Few stayed.¦"),
    ("saint", "St. John's wort interacts with many drugs.¦ Tell your doctor.¦"),
    ("soft hyphen", "Keta\u00admine is an anaes\u00adthetic.¦ It was made in 1962.¦"),
    ("nct", "The trial (NCT00000000; Phase II.) is open.¦ It needs 60 people.¦"),
    ("ligature", "The ﬁrst inﬂuence was small.¦ The second was larger.¦"),
    ("all caps", "DO NOT DRIVE AFTER TREATMENT.¦ ASK A FRIEND.¦"),
    ("careless", "the infusion was easy.¦ we felt fine.¦ it wore off.¦"),
    ("dash start", "It helps some people.¦ – Others feel worse.¦"),
    ("table cells", "Route¦\nOral¦\nBioavailability¦\n20-25%¦"),
    ("currency", "One infusion costs $450.50.¦ Six cost £2,100.¦ Insurance rarely pays.¦"),
    ("greek unit", "Levels were 5.4 μg/mL.¦ They fell to 1.1 μg/mL. within a day.¦"),
    ("statistic", "The effect was large (d = 0.8; n = 36).¦ F(1, 34) = 5.1, p = .03.¦ No one was blinded.¦"),
    ("comparison of initials", "Vitamin B12 and factor V. Leiden were tested.¦ Both were normal.¦"),
    ("abbreviation before name", "Treatment was started by N. Gupta, R.N. at the ward.¦ She noted the time.¦"),
    ("trademark", "Spravato® is given by nose.¦ Ketalar™ is not.¦"),
    ("question in brackets", "Energy (what is it?) cannot be seen.¦ It can be rated.¦"),
)

# Written later, when the rules were as committed; again before the splitter's output on it was seen.
BLIND_2: tuple[tuple[str, str], ...] = (
    ("dose range", "Start with 0.1-0.2 mg/kg/h. and go up slowly.¦ Stop if the pulse exceeds 120.¦"),
    ("route capital drug", "We compared i.m. Ketamine with i.m. Midazolam.¦ Both were given once.¦"),
    ("subcutaneous", "A dose of 0.5 mg/kg s.c. was tolerated.¦ Two people had hives.¦"),
    ("versus end", "Nausea: 12 vs. 3.¦ Headache: 4 vs. 5.¦"),
    ("percent start", "Most had tried something else.¦ 83% had tried coenzyme Q10.¦"),
    ("id start", "The gene differs between people.¦ rs6265 is one variant.¦ miR-21 is a regulator.¦"),
    ("alpha start", "Two receptors matter.¦ alpha-2 agonists act on one of them.¦"),
    ("nested brackets", "Some drugs (e.g. lamotrigine (a blocker), or naltrexone) change the effect.¦ Others do not.¦"),
    ("bracketed sentence inside", "Sleep was rated (Fig. 2; see also the Supplement. It lists all items) weekly.¦ No change was seen.¦"),
    ("see note", "The reviewers disagreed (see Box 1).¦ A third one decided.¦"),
    ("question list", "Are you tired?¦ In pain?¦ Sleepless?¦ Then read on.¦"),
    ("exclamation run", "It really works!!!¦ Try it now...¦ You will see.¦"),
    ("single quotes", "‘I felt nothing.’¦ That was all he said.¦"),
    ("quote then verb", "“It is over,” she wrote.¦ “I can breathe.”¦"),
    ("quote of two sentences", "“I slept. I ate.”¦ That is her report.¦".replace("slept. I", "slept.¦ I")),
    ("initial at end", "The letter came from Maria K.¦ It was short.¦"),
    ("jr", "Samuel Ortiz Jr. wrote the protocol.¦ He died in 1999.¦"),
    ("latin species two", "Both C. albicans and C. auris grew.¦ B. longum did not.¦"),
    ("units dot", "Weight fell by 3 kg. after a month.¦ It rose by 2 kg. Later it was stable.¦".replace("2 kg. L", "2 kg.¦ L")),
    ("temperature", "Store at 2-8 °C.¦ Do not freeze.¦"),
    ("times a day", "One spray q.i.d. is enough.¦ More than that is p.r.n. only.¦"),
    ("web", "Visit example.com.¦ Or see https://example.org/a.b?c=1.¦ Call us.¦"),
    ("mail", "Write to dr.kim@example.org.¦ She answers within a day.¦"),
    ("doi", "The paper is at doi:10.1000/xyz.123.¦ It is free.¦"),
    ("money", "It costs $1.2 million a year.¦ That is a lot.¦"),
    ("minus", "The change was -0.10 (95% CI -0.32 to 0.12).¦ -0.10 is not much.¦"),
    ("plus minus", "Mean age was 51 +/- 10.7 years.¦ Scores were 4.6 ± 1.7.¦"),
    ("equals", "Effect sizes were small, d=.2.¦ They were no longer seen at day 28 (P=0.47).¦"),
    ("roman list", "i. rest\nii. pace\niii. repeat¦".replace("rest\n", "rest¦\n").replace("pace\n", "pace¦\n")),
    ("check marks", "✓ More energy¦\n✓ Better mood¦\n✓ No downtime¦"),
    ("arrows", "➤ Book¦\n➤ Relax¦"),
    ("middle dots", "By Ruth Abebe · 5 min read¦\n\nTired?¦ You are not alone.¦"),
    ("header lines", "SIDE EFFECTS¦\nSome people feel sick. They should eat first.¦".replace("sick. T", "sick.¦ T")),
    ("question heading", "Does it last?¦\nNobody has followed people for more than a year, so no one can tell.¦"),
    ("list with stops", "1. Eat well.¦\n2. Sleep enough. Naps count.¦\n3. Move gently.¦".replace("enough. N", "enough.¦ N")),
    ("semicolons on lines", "The drug may cause:¦\n- nausea;¦\n- dizziness; or¦\n- a rise in blood pressure.¦"),
    ("lower-case items", "what we treat¦\n\nburnout¦\n\nbrain fog¦"),
    ("wrapped number", "In the second part of the trial the mean change in the primary score was\n2.3 points.¦ It was not significant.¦"),
    ("hyphen break", "The study was a random-\nised trial.¦ It was small.¦"),
    ("windows breaks", "First line of a longer paragraph that was wrapped by an editor here\r\nand goes on.¦\r\n\r\nNext one.¦"),
    ("footnote star", "Prices vary.*¦\n\n* Ask us.¦"),
    ("trailing reference words", "This has been shown (Holt et al., 2014).¦ It was repeated (Abe, 2019; Roy et al. 2020).¦"),
    ("grants", "Funded by Kestrel Pharma Ltd. and the state.¦ The sponsor had no role.¦"),
    ("us agency", "The U.S. FDA warned in Oct. 2023.¦ The E.U. has not.¦"),
    ("dc", "The office is in Washington, D.C.¦ It opens at nine.¦"),
    ("no abbreviation", "There is no such thing as a free drip.¦ Is there?¦ No.¦ Never.¦"),
    ("am", "Who I am.¦ What I do.¦"),
    ("vitamin list", "They sell vitamins B, C and D.¦ Each costs more than in a shop.¦"),
    ("grade", "It is a case of grade B. evidence at best.¦ Nothing more.¦"),
    ("stage", "Two had stage II.¦ One had stage IV.¦ All survived.¦"),
    ("covid start", "Viruses can trigger it.¦ SARS-CoV-2 is one.¦ hCMV is another.¦"),
    ("nad plus", "Levels of NAD+.¦ They fall with age.¦".replace("NAD+.¦ T", "NAD+ fall.¦ T")),
    ("ratio", "Women outnumber men 2:1.¦ In some areas 11.2:1.¦"),
    ("time", "The drip starts at 9:30 a.m. and ends by noon.¦ Eat at 7 a.m. Drink water.¦".replace("7 a.m. D", "7 a.m.¦ D")),
    ("parenthesis end", "She felt better (or so she said.)¦ The scale did not change.¦"),
    ("colon capital", "Warning: Do not drive.¦ Note: The effect may return.¦"),
    ("bold markdown", "**Ketamine works.**¦ It does so *quickly.*¦ Ask us.¦"),
)

SEEN: tuple[tuple[str, str], ...] = (
    ("number abbreviations", "We searched vols. 1-12 and found nothing.¦ See also p. 14 and pp. 20-22.¦"),
    ("middle initial", "Mary F. Jones and T. S. Elison signed.¦ The court agreed.¦"),
    ("dagger", "All were adults.†¦ None was pregnant.‡¦"),
    ("numbered inline", "The steps are: 1. Screening.¦ 2. Infusion.¦ 3. Watching.¦"),
    ("figure", "Scores are shown in Fig. 2 and in Suppl. Table 1.¦ See ref. 14 for more.¦"),
)


def parse(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A marked case as its text and the gold spans of its sentences."""
    plain, spans, begin = "", [], 0
    for piece in marked.split("¦"):
        plain += piece
        core = re.sub(r"^(?:[•✓➤]\s*|[*–-]\s+)", "", piece.strip())
        if core:
            start = begin + piece.index(core)
            spans.append((start, start + len(core)))
        begin = len(plain)
    return plain, tuple(spans)


def measure(cases: tuple[tuple[str, str], ...]) -> dict[str, float]:
    """Exact cases, and precision and recall of whole sentences (same start and same end)."""
    right = found = gold = exact = 0
    wrong = []
    for name, marked in cases:
        plain, spans = parse(marked)
        ours = tuple((span.start, span.end) for span in text_room.sentences(plain))
        right += len(set(ours) & set(spans))
        found += len(ours)
        gold += len(spans)
        exact += ours == spans
        if ours != spans:
            wrong.append((name, [plain[start:end] for start, end in ours]))
    for name, pieces in wrong:
        print(f"  {name}: {pieces}")
    return {"cases": len(cases), "sentences": gold, "exact": exact, "precision": right / max(found, 1), "recall": right / max(gold, 1)}


if __name__ == "__main__":
    for title, cases in (("blind", BLIND), ("blind, second", BLIND_2), ("seen", SEEN)):
        print(title, measure(cases))
