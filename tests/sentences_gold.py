"""Our own gold for sentence boundaries: every sentence is written by us, every case names its trap.

"¦" marks where a sentence ends; white space and bullets between sentences belong to none. ``BLIND`` was written before the
splitter's output on it was seen and is never tuned on case by case without moving the case to ``SEEN``; ``SEEN`` holds
the cases that the rules were made with. ``PYTHONPATH=. python tests/sentences_gold.py`` prints the figures.
"""

from __future__ import annotations

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

SEEN: tuple[tuple[str, str], ...] = (
    ("numbered inline", "The steps are: 1. Screening.¦ 2. Infusion.¦ 3. Watching.¦"),
    ("figure", "Scores are shown in Fig. 2 and in Suppl. Table 1.¦ See ref. 14 for more.¦"),
)


def parse(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A marked case as its text and the gold spans of its sentences."""
    plain, spans, begin = "", [], 0
    for piece in marked.split("¦"):
        plain += piece
        core = piece.strip(" \n\t\u00a0•*-–")
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
    for title, cases in (("blind", BLIND), ("seen", SEEN)):
        print(title, measure(cases))
