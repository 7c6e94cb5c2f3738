"""What people call things and MeSH's file does not: lay words, abbreviations and trade names, each under its heading.

``SYNONYMS``: heading name -> further words. ``NEWER``: things with no heading of their own, placed below the heading that NLM maps
them to or that they are a kind of; they become concepts without an id but with a place in the tree.
Words in capitals only ("IBS") must stand in capitals in the text.
Sources: "MeSH concept": NLM lists the word under another concept of that heading, which the shipped file leaves out;
"lay": everyday word for the heading's scope note; "abbreviation": the short form in common medical use; "trade name".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lay:
    """Words for a heading, named as MeSH names it."""

    heading: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Newer:
    """A thing without a heading: its name, further words, and the heading it belongs below."""

    name: str
    below: str
    words: tuple[str, ...]
    source: str


SYNONYMS: tuple[Lay, ...] = (
    # fatigue and neighbours
    Lay("Fatigue Syndrome, Chronic", ("ME/CFS", "CFS/ME", "CFS", "SEID", "chronic fatigue", "myalgic encephalopathy"), "abbreviation"),
    Lay("Fatigue", ("exhaustion", "tiredness", "lassitude", "lack of energy", "low energy", "energy levels", "energy level"), "lay"),
    Lay("Post-Acute COVID-19 Syndrome", ("long COVID-19", "post-COVID syndrome", "PASC"), "abbreviation"),
    Lay("COVID-19", ("COVID", "coronavirus disease"), "lay"),
    Lay("Postural Orthostatic Tachycardia Syndrome", ("POTS",), "abbreviation"),
    Lay("Fibromyalgia", ("fibro",), "lay"),
    Lay("Mast Cell Activation Disorders", ("mast cell activation", "mast cell activation syndrome", "MCAS"), "MeSH concept"),
    # mind
    Lay("Depressive Disorder, Major", ("MDD", "major depression", "clinical depression", "unipolar depression"), "MeSH concept"),
    Lay("Depressive Disorder, Treatment-Resistant", ("TRD", "treatment-refractory depression"), "abbreviation"),
    Lay("Bipolar Disorder", ("bipolar depression", "bipolar", "manic depression"), "MeSH concept"),
    Lay("Depression", ("depressive symptoms", "depressed mood", "low mood"), "MeSH concept"),
    Lay("Depression, Postpartum", ("perinatal depression",), "MeSH concept"),
    Lay("Affect", ("mood",), "MeSH concept"),
    Lay("Stress, Psychological", ("stress", "emotional stress", "mental stress"), "lay"),
    Lay("Psychological Trauma", ("emotional trauma",), "lay"),
    Lay("Obsessive-Compulsive Disorder", ("OCD",), "abbreviation"),
    Lay("Anxiety Disorders", ("generalized anxiety disorder", "GAD"), "MeSH concept"),
    Lay("Attention Deficit Disorder with Hyperactivity", ("ADD",), "abbreviation"),
    Lay("Autism Spectrum Disorder", ("ASD", "autism spectrum"), "abbreviation"),
    Lay("Feeding and Eating Disorders", ("eating disorder", "eating disorders"), "MeSH concept"),
    Lay(
        "Substance-Related Disorders",
        ("substance use disorder", "substance use disorders", "drug addiction", "drug abuse", "drug dependence", "substance abuse",
         "addiction", "dependence"),
        "MeSH concept",
    ),
    Lay("Opioid-Related Disorders", ("opioid use disorder", "OUD"), "MeSH concept"),
    Lay("Alcoholism", ("alcohol use disorder", "alcohol use disorders", "AUD"), "MeSH concept"),
    Lay("Suicidal Ideation", ("suicidal thoughts", "suicidality", "thoughts of suicide"), "lay"),
    Lay("Dissociative Disorders", ("dissociation", "dissociative symptoms", "dissociative effects"), "lay"),
    Lay(
        "Cognitive Dysfunction",
        ("memory impairment", "memory problems", "memory loss", "cognitive problems", "cognitive decline", "impaired memory",
         "cognitive deficits", "poor concentration", "difficulty concentrating"),
        "lay",
    ),
    Lay("Cognition", ("mental clarity", "cognitive performance", "thinking skills"), "MeSH concept"),
    Lay("Alzheimer Disease", ("Alzheimer's", "Alzheimers"), "lay"),
    Lay("Parkinson Disease", ("Parkinson's", "Parkinsons"), "lay"),
    Lay("Multiple Sclerosis", ("MS",), "abbreviation"),
    Lay("Amyotrophic Lateral Sclerosis", ("ALS",), "abbreviation"),
    Lay("Brain Concussion", ("concussion", "concussions"), "MeSH concept"),
    Lay("Brain Injuries, Traumatic", ("TBI",), "abbreviation"),
    Lay("Psychotherapy", ("talk therapy", "talking therapy", "psychological therapy", "psychological therapies", "counselling"), "lay"),
    Lay("Cognitive Behavioral Therapy", ("CBT",), "abbreviation"),
    # sleep and pain
    Lay(
        "Sleep Initiation and Maintenance Disorders",
        ("insomnia", "sleeplessness", "trouble sleeping", "difficulty sleeping"),
        "MeSH concept",
    ),
    Lay(
        "Sleep Wake Disorders",
        ("sleep abnormalities", "sleep problems", "sleep disturbance", "sleep disturbances", "sleep difficulties", "poor sleep",
         "disturbed sleep", "unrefreshing sleep", "sleep disorders", "sleep disorder"),
        "MeSH concept",
    ),
    Lay("Pain", ("aches", "discomfort"), "lay"),
    Lay("Low Back Pain", ("lumbar pain", "LBP"), "lay"),
    Lay("Neuralgia", ("nerve pain",), "lay"),
    Lay("Peripheral Nervous System Diseases", ("neuropathy", "nerve damage"), "MeSH concept"),
    Lay("Complex Regional Pain Syndromes", ("CRPS",), "abbreviation"),
    Lay("Arthralgia", ("knee pain", "hip pain", "aching joints"), "lay"),
    Lay("Myalgia", ("muscle aches", "sore muscles"), "lay"),
    Lay("Neck Pain", ("stiff neck",), "lay"),
    Lay("Radiculopathy", ("pinched nerve", "radicular pain", "lumbar radiculopathy"), "lay"),
    Lay("Intervertebral Disc Displacement", ("bulging disc",), "lay"),
    Lay("Spinal Stenosis", ("lumbar spinal stenosis", "lumbar stenosis"), "MeSH concept"),
    Lay("Analgesia", ("pain relief", "pain control"), "lay"),
    Lay("Analgesics", ("painkiller", "painkillers", "pain-killer", "pain-killers", "pain reliever", "pain relievers"), "lay"),
    Lay("Analgesics, Opioid", ("opioids", "opioid", "narcotic painkillers"), "MeSH concept"),
    Lay("Anti-Inflammatory Agents, Non-Steroidal", ("NSAID", "non-steroidal anti-inflammatory drugs"), "MeSH concept"),
    Lay("Acetaminophen", ("Tylenol",), "trade name"),
    Lay("Wounds and Injuries", ("physical trauma", "injury", "injuries"), "MeSH concept"),
    Lay("Fractures, Bone", ("fracture", "fractures"), "MeSH concept"),
    Lay("Surgical Procedures, Operative", ("surgery", "surgeries", "operation", "operations"), "lay"),
    # gut
    Lay("Irritable Bowel Syndrome", ("IBS",), "abbreviation"),
    Lay("Inflammatory Bowel Diseases", ("IBD",), "abbreviation"),
    Lay("Crohn Disease", ("Crohn's",), "lay"),
    Lay(
        "Gastrointestinal Diseases",
        ("gastrointestinal upset", "stomach upset", "upset stomach", "digestive problems", "digestive issues",
         "gastrointestinal symptoms", "GI symptoms", "gastrointestinal problems", "gut problems", "digestive symptoms"),
        "lay",
    ),
    Lay("Gastrointestinal Microbiome", ("gut bacteria", "intestinal flora", "microbiome", "intestinal microbiota"), "lay"),
    Lay("Gastrointestinal Tract", ("gut", "bowel", "bowels"), "lay"),
    Lay("Flatulence", ("bloating", "gas and bloating"), "lay"),
    Lay("Gastroesophageal Reflux", ("acid reflux", "GERD"), "MeSH concept"),
    Lay("Enterocolitis, Necrotizing", ("NEC",), "abbreviation"),
    Lay(
        "Clostridium Infections",
        ("C. difficile infection", "Clostridioides difficile infection", "C. diff", "Clostridium difficile infection"),
        "MeSH concept",
    ),
    Lay("Celiac Disease", ("celiac",), "lay"),
    Lay("Anti-Bacterial Agents", ("antibiotic", "antibiotics"), "MeSH concept"),
    # heart and metabolism
    Lay("Heart Diseases", ("heart problems", "heart trouble", "cardiac problems"), "lay"),
    Lay("Cardiovascular Diseases", ("cardiovascular events", "cardiovascular problems", "CVD"), "MeSH concept"),
    Lay("Arrhythmias, Cardiac", ("irregular heartbeat", "irregular heart rhythm", "heart rhythm problems"), "lay"),
    Lay("Atrial Fibrillation", ("AFib",), "abbreviation"),
    Lay("Heart Failure", ("congestive heart failure",), "MeSH concept"),
    Lay("Coronary Disease", ("CHD",), "MeSH concept"),
    Lay("Hypertension", ("raised blood pressure", "elevated blood pressure"), "lay"),
    Lay("Thrombosis", ("blood clot", "blood clots"), "lay"),
    Lay("Venous Thrombosis", ("DVT", "deep vein thrombosis"), "MeSH concept"),
    Lay("Diabetes Mellitus", ("diabetes",), "lay"),
    Lay("Diabetes Mellitus, Type 2", ("T2D", "T2DM", "adult-onset diabetes"), "abbreviation"),
    Lay("Diabetes Mellitus, Type 1", ("T1D", "T1DM"), "abbreviation"),
    Lay("Prediabetic State", ("pre-diabetes",), "MeSH concept"),
    Lay("Blood Glucose", ("blood sugar levels", "glucose levels"), "lay"),
    Lay("Glycated Hemoglobin", ("HbA1c", "A1c"), "MeSH concept"),
    Lay("Cholesterol, LDL", ("LDL", "bad cholesterol"), "lay"),
    Lay("Cholesterol, HDL", ("HDL", "good cholesterol"), "lay"),
    Lay("Weight Loss", ("losing weight", "lose weight", "lost weight"), "lay"),
    Lay("Weight Gain", ("gaining weight",), "lay"),
    Lay("Obesity", ("obese", "excess weight"), "lay"),
    Lay("Energy Metabolism", ("defective energy metabolism", "cellular energy", "energy production"), "lay"),
    Lay("Mitochondrial Diseases", ("mitochondrial dysfunction",), "lay"),
    Lay("C-Reactive Protein", ("CRP",), "abbreviation"),
    Lay("Fatty Acids, Omega-3", ("omega-3", "omega-3s"), "lay"),
    # cancer, infection, immunity, skin
    Lay("Neoplasms", ("cancer", "cancers", "malignancy", "malignancies"), "MeSH concept"),
    Lay("Breast Neoplasms", ("breast cancer",), "MeSH concept"),
    Lay("Prostatic Neoplasms", ("prostate cancer",), "MeSH concept"),
    Lay("Colorectal Neoplasms", ("colorectal cancer", "bowel cancer", "colon cancer"), "MeSH concept"),
    Lay("Lung Neoplasms", ("lung cancer",), "MeSH concept"),
    Lay("Skin Neoplasms", ("skin cancer",), "MeSH concept"),
    Lay("Ovarian Neoplasms", ("ovarian cancer",), "MeSH concept"),
    Lay("Pancreatic Neoplasms", ("pancreatic cancer",), "MeSH concept"),
    Lay("Stomach Neoplasms", ("stomach cancer", "gastric cancer"), "MeSH concept"),
    Lay("Uterine Cervical Neoplasms", ("cervical cancer",), "MeSH concept"),
    Lay("Influenza, Human", ("flu", "seasonal flu"), "lay"),
    Lay("Common Cold", ("colds", "head cold"), "lay"),
    Lay("Respiratory Tract Infections", ("acute respiratory infections", "chest infections"), "MeSH concept"),
    Lay("Virus Diseases", ("viral illness",), "MeSH concept"),
    Lay("Infectious Mononucleosis", ("mono",), "lay"),
    Lay("Urinary Tract Infections", ("UTI", "UTIs", "bladder infection", "bladder infections"), "lay"),
    Lay("Candidiasis", ("yeast infection", "yeast infections"), "lay"),
    Lay("Papillomaviridae", ("HPV",), "abbreviation"),
    Lay("Autoimmune Diseases", ("autoimmune conditions", "autoimmune disorders"), "lay"),
    Lay("Lupus Erythematosus, Systemic", ("lupus", "SLE"), "lay"),
    Lay("Acne Vulgaris", ("acne", "pimples"), "lay"),
    Lay("Immunity", ("immune function", "immune health"), "lay"),
    Lay("Neuroglia", ("brain cells",), "lay"),
    # women and men
    Lay("Polycystic Ovary Syndrome", ("PCOS",), "abbreviation"),
    Lay("Hot Flashes", ("hot flush", "hot flushes"), "lay"),
    Lay("Hormone Replacement Therapy", ("HRT",), "abbreviation"),
    Lay("Testosterone", ("TRT", "testosterone replacement therapy", "testosterone therapy"), "abbreviation"),
    Lay("Libido", ("sex drive", "low libido"), "lay"),
    Lay("Aged", ("older adults", "older people", "seniors", "elderly people", "older adult"), "lay"),
    Lay("Adolescent", ("teenagers", "teens", "teenager"), "lay"),
    Lay("Infant, Newborn", ("newborn babies",), "MeSH concept"),
    Lay("Infant, Premature", ("premature babies", "preterm babies"), "lay"),
    Lay("Infant", ("babies", "baby"), "lay"),
    # kidney, bladder, liver, lung, eyes, bones
    Lay("Urinary Bladder Diseases", ("bladder problems", "bladder damage", "bladder injury"), "lay"),
    Lay("Chemical and Drug Induced Liver Injury", ("liver damage", "liver injury", "liver toxicity", "hepatotoxicity"), "lay"),
    Lay("Respiratory Insufficiency", ("respiratory depression", "slowed breathing"), "MeSH concept"),
    Lay("Bone Density", ("bone strength",), "MeSH concept"),
    Lay("Muscle Strength", ("muscular strength",), "lay"),
    Lay("Tinnitus", ("ringing in the ears",), "lay"),
    # substances and supplements
    Lay("NAD", ("NAD+",), "abbreviation"),
    Lay("Ethanol", ("alcohol",), "lay"),
    Lay("Ketamine", ("Ketalar",), "trade name"),
    Lay("Antidepressive Agents", ("anti-depressant", "anti-depressants"), "lay"),
    Lay("Selective Serotonin Reuptake Inhibitors", ("SSRI",), "abbreviation"),
    Lay("Cannabidiol", ("CBD", "CBD oil"), "abbreviation"),
    Lay("Cannabis", ("hashish",), "MeSH concept"),
    Lay("Curcuma", ("turmeric",), "MeSH concept"),
    Lay("Hypericum", ("St. John's wort", "St John's wort"), "lay"),
    Lay("Withania", ("ashwagandha",), "lay"),
    Lay("Sambucus nigra", ("elderberry",), "lay"),
    Lay("Tea", ("green tea", "black tea"), "MeSH concept"),
    Lay("Acetylcysteine", ("NAC",), "abbreviation"),
    Lay("Ubiquinone", ("CoQ10", "coenzyme Q10"), "MeSH concept"),
    Lay("Dietary Supplements", ("supplement", "supplements", "nutritional supplements"), "lay"),
    Lay("Dietary Fiber", ("fiber", "fibre"), "lay"),
    Lay("Vitamin D", ("vitamin D supplements", "vitamin D supplementation"), "lay"),
    Lay("Vitamin D Deficiency", ("low vitamin D", "vitamin D insufficiency"), "lay"),
    Lay("Vitamin B 12 Deficiency", ("B12 deficiency",), "lay"),
    Lay("Tobacco Products", ("cigarette", "cigarettes"), "lay"),
    Lay("Electronic Nicotine Delivery Systems", ("e-cigarette", "e-cigarettes"), "lay"),
    Lay("Probiotics", ("probiotic supplements", "good bacteria", "friendly bacteria"), "lay"),
    # procedures
    Lay("Magnetic Resonance Imaging", ("MRI", "MRIs"), "MeSH concept"),
    Lay("Tomography, X-Ray Computed", ("CT scan", "CT scans"), "MeSH concept"),
    Lay("Transcranial Magnetic Stimulation", ("TMS", "rTMS"), "abbreviation"),
    Lay("Electroconvulsive Therapy", ("ECT",), "abbreviation"),
    Lay("Hyperbaric Oxygenation", ("hyperbaric oxygen", "HBOT"), "lay"),
    Lay("Acupuncture Therapy", ("acupuncture",), "lay"),
    Lay("Platelet-Rich Plasma", ("PRP",), "abbreviation"),
    Lay("Stem Cell Transplantation", ("stem cell therapy", "stem cell therapies", "stem cell treatment", "stem cell injections"), "lay"),
    Lay("Chelation Therapy", ("chelation",), "lay"),
    Lay("Exercise Therapy", ("graded exercise therapy", "GET", "physiotherapy exercises", "exercise programs"), "lay"),
    Lay("Physical Therapy Modalities", ("physical therapy", "physiotherapy"), "MeSH concept"),
    Lay("Manipulation, Spinal", ("chiropractic adjustments",), "MeSH concept"),
    Lay("Injections, Epidural", ("epidural",), "MeSH concept"),
    Lay(
        "Adrenal Cortex Hormones",
        ("steroids", "steroid", "steroid injections", "steroid injection", "cortisone shots", "cortisone injections"),
        "MeSH concept",
    ),
    Lay("Botulinum Toxins, Type A", ("Botox",), "trade name"),
    Lay("Immunization", ("shots",), "lay"),
    # outcomes
    Lay("Quality of Life", ("wellbeing", "well-being"), "lay"),
    Lay("Hospitalization", ("hospital admission", "hospital admissions", "hospital stay"), "lay"),
    Lay(
        "Drug-Related Side Effects and Adverse Reactions",
        ("side effect", "side effects", "adverse effect", "adverse effects", "adverse events", "adverse event", "adverse reactions",
         "unwanted effects"),
        "MeSH concept",
    ),
    Lay("Drug Overdose", ("overdose", "overdoses"), "MeSH concept"),
    Lay("Receptors, N-Methyl-D-Aspartate", ("NMDAR",), "abbreviation"),
    Lay("Receptors, AMPA", ("AMPAR",), "abbreviation"),
    Lay("Glutamic Acid", ("glutamate",), "MeSH concept"),
)

NEWER: tuple[Newer, ...] = (
    Newer("esketamine", "Ketamine", ("Spravato", "S-ketamine"), "MeSH supplementary record mapped to Ketamine"),
    Newer("arketamine", "Ketamine", ("R-ketamine",), "stereoisomer of ketamine"),
    Newer("semaglutide", "Glucagon-Like Peptides", ("Ozempic", "Wegovy", "Rybelsus"), "MeSH supplementary record"),
    Newer("tirzepatide", "Glucagon-Like Peptides", ("Mounjaro", "Zepbound"), "MeSH supplementary record"),
    Newer("stellate ganglion block", "Autonomic Nerve Block", ("SGB",), "lay"),
    Newer("post-exertional malaise", "Fatigue", ("PEM", "postexertional malaise"), "symptom named by the 2015 IOM criteria"),
    Newer("red light therapy", "Phototherapy", ("photobiomodulation",), "lay"),
    Newer("ozone therapy", "Therapeutics", (), "lay"),
    Newer("leaky gut", "Intestinal Diseases", ("leaky gut syndrome",), "lay"),
    Newer("muscle mass", "Body Composition", ("lean mass", "lean muscle"), "lay"),
    Newer("nicotinamide riboside", "Niacinamide", (), "MeSH supplementary record"),
    Newer("nicotinamide mononucleotide", "Niacinamide", ("NMN",), "MeSH supplementary record"),
)
