"""Which substances belong to a class that a claim names: MeSH's tree goes by structure, a claim by what a drug does.

``members`` is a pattern over a substance's name. Sources: WHO, "The use of stems in the selection of International Nonproprietary
Names" (a common stem marks a pharmacological group); single names, where a group has no stem, from MeSH "Pharmacological Action" lists.
"""

from __future__ import annotations

from dataclasses import dataclass

INN = "WHO INN stems"
PA = "MeSH Pharmacological Action"


@dataclass(frozen=True, slots=True)
class DrugClass:
    """``names``: MeSH headings or plain words, in small letters, by which a claim names the class."""

    names: tuple[str, ...]
    members: str
    source: str


_SSRI = r"\w*oxetine|sertraline|(?:es)?citalopram|fluvoxamine"
_ANTIDEPRESSANT = rf"{_SSRI}|\w*triptyline|\w*ipramine|venlafaxine|duloxetine|mirtazapine|bupropion|trazodone|vortioxetine|doxepin"
_PREDNISOLONE = r"\w*(?:pred\w*|methasone|metasone|cortisone)|budesonide|triamcinolone( acetonide)?"

CLASSES: tuple[DrugClass, ...] = (
    DrugClass(("hydroxymethylglutaryl-coa reductase inhibitors", "statins"), r"\w*(?:vastatin)( calcium)?", INN),
    DrugClass(
        ("anti-bacterial agents", "antibiotics"),
        r"\w*(?:cillin|cycline|floxacin|mycin|micin|oxacin)|cef\w+|ceph\w+|\w*penem|metronidazole|linezolid|nitrofurantoin|trimethoprim.*",
        INN,
    ),
    DrugClass(
        ("anti-inflammatory agents, non-steroidal", "nsaids"),
        r"\w*(?:profen|coxib|fenac|fenamic acid|oxicam)|naproxen|aspirin|indomethacin|ketorolac|etodolac|sulindac|nabumetone",
        PA,
    ),
    DrugClass(("selective serotonin reuptake inhibitors", "ssris"), _SSRI, PA),
    DrugClass(("antidepressive agents", "antidepressants"), _ANTIDEPRESSANT, PA),
    DrugClass(("adrenal cortex hormones", "corticosteroids", "steroids", "glucocorticoids"), _PREDNISOLONE, INN),
    DrugClass(("beta blockers", "adrenergic beta-antagonists"), r"\w*olol", INN),
    DrugClass(("angiotensin-converting enzyme inhibitors", "ace inhibitors"), r"\w*pril", INN),
    DrugClass(("angiotensin receptor antagonists", "angiotensin receptor blockers"), r"\w*sartan", INN),
    DrugClass(("benzodiazepines",), r"\w*(?:azepam|azolam)|chlordiazepoxide", INN),
    DrugClass(
        ("analgesics, opioid", "opioids"),
        r"\w*(?:fentanil|fentanyl|morphine|morphone|codone|orphan(?:ol)?|codeine)|tramadol|buprenorphine|methadone|meperidine|tapentadol",
        PA,
    ),
    DrugClass(("proton pump inhibitors",), r"\w*prazole(?<!aripiprazole)(?<!brexpiprazole)", INN),
    DrugClass(("triptans", "tryptamines"), r"\w*triptan", INN),
    DrugClass(("diuretics",), r"\w*(?:thiazide|semide|tanide)|chlorthalidone|indapamide|spironolactone|amiloride", INN),
    DrugClass(("antiviral agents", "antivirals"), r"\w*vir|\w*ovir|amantadine|ribavirin|interferon.*", INN),
    DrugClass(
        ("anticonvulsants", "antiepileptics"),
        r"gabapentin|pregabalin|topiramate|lamotrigine|levetiracetam|carbamazepine|oxcarbazepine|phenytoin|valproic acid|valproate",
        PA,
    ),
    DrugClass(("histamine antagonists", "antihistamines"), r"\w*(?:astine|tidine|tadine|tirizine)|diphenhydramine|fexofenadine", INN),
    DrugClass(("diphosphonates", "bisphosphonates"), r"\w*dron(?:ate|ic acid)", INN),
    DrugClass(("anticoagulants",), r"\w*(?:xaban|gatran|parin)( etexilate)?|warfarin|heparin.*", INN),
    DrugClass(
        ("antipsychotic agents", "antipsychotics"), r"\w*(?:apine|idone|peridol|piprazole)|quetiapine( fumarate)?|chlorpromazine", PA
    ),
    DrugClass(("hallucinogens", "psychedelics"), r"psilocybin|lysergic acid diethylamide|mescaline|\w*dimethyltryptamine|ayahuasca", PA),
    DrugClass(("anesthetics, local", "local anaesthetics"), r"\w*caine", INN),
    DrugClass(("bronchodilator agents", "bronchodilators"), r"\w*(?:terol|butamol|tropium)( \w+)?|albuterol|theophylline", INN),
    DrugClass(("calcium channel blockers",), r"\w*dipine|verapamil|diltiazem", INN),
    DrugClass(("sulfonylureas", "sulfonylurea compounds"), r"gli\w+ide|gly\w+ide|tolbutamide|chlorpropamide", INN),
    DrugClass(("antifungals", "antifungal agents"), r"\w*(?:conazole|fungin)|nystatin|terbinafine|amphotericin b", INN),
    DrugClass(("stimulants", "central nervous system stimulants"), r"methylphenidate|\w*amphetamine|modafinil|caffeine", PA),
)
