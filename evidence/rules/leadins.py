"""What introduces a list, and what its items then say.

``OPEN``: the lead-in's own end asks for the item ("can include", "is caused by", "can"). ``CLASSES``: a lead-in that ends with the name of a
class of which every item is one ("Common side effects:", "There are many symptoms:"); the glue word is ours. ``KINDS_ONLY``: classes whose
bare items claim nothing ("comes in many forms:"). Source: team list from reading lists of health pages.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from evidence.rules.cue import Cue

# Taken off the end of a lead-in before it is read.
TRAILING = r"\s*(?:,?\s*(?:the following|these(?: things| steps| symptoms| effects| benefits| factors| conditions)?|as follows|things like|such things as|for example|namely|any of the following|some of the following|one or more of the following|all of the following|several (?:things|factors)|(?:the )?following (?:\w+\s?){1,3}))?\s*(?::|-|–|—|\.\.\.|…)?\s*$"

OPEN: tuple[Cue, ...] = (
    Cue("open.include", r"\b(?:includ(?:e|es|ed|ing)|involv(?:e|es|ing)|compris(?:e|es)|range from|ranges from|contains?|consists? of|such as|like)$", "item"),
    Cue("open.passive", r"\b(?:preceded|caused|triggered|brought on|induced|worsened|exacerbated|aggravated|relieved|improved|helped|treated|followed|accompanied|characterized|characterised|marked|defined|prevented|associated|linked|combined|affected|influenced|driven|supported|raised|lowered|complicated|diagnosed)\s+(?:by|with|to|as)$", "item"),
    Cue("open.is", r"\b(?:is|are|was|were|can be|may be|might be|could be|often|usually|also)$", "item"),
    Cue("open.verb", r"\b(?:caus(?:e|es|ed)|trigger(?:s|ed)?|reduc(?:e|es|ed)|improv(?:e|es|ed)|increas(?:e|es|ed)|reliev(?:e|es|ed)|treat(?:s|ed)?|prevent(?:s|ed)?|eas(?:e|es|ed)|experience|experienced|report|reported|develop|feel|notice|produce|produces|provide|provides|offers?|boosts?|supports?|promotes?|worsens?|affects?|have|has|had|show|shows|get|suffer from|lead to|leads to|led to|result in|results in|help with|helps with|help|helps|contribute to|contributes to|benefits?)$", "item"),
    Cue("open.preposition", r"\b(?:for|with|by|of|to|from|in|on|against|from|as|after|following|before|during|when|through)$", "item"),
    Cue("open.modal", r"\b(?:can|may|might|could|will|would|to|help to|helps to|(?:has|have) been shown to|(?:is|are) (?:known|thought|believed|said|likely|designed|able) to|does not|do not|cannot)$", "verb"),
    Cue("open.who", r"\b(?:who|that|if (?:you|they|the patient)(?: have| has| are)?|when (?:you|they)(?: have| are)?|people (?:who|with))$", "item"),
)

CLASSES: tuple[Cue, ...] = (
    Cue("class.symptoms", r"\b(?:symptoms?|signs?|features?|manifestations?|characteristics of)\b", "include"),
    Cue("class.benefits", r"\b(?:benefits?|advantages|uses|health effects|potential effects|effects|improvements|results)\b", "include"),
    Cue("class.harms", r"\b(?:side[- ]effects?|adverse (?:effects|events|reactions)|risks?|dangers|harms?|complications?|drawbacks|disadvantages|contraindications?|cautions|warnings)\b", "include"),
    Cue("class.causes", r"\b(?:causes?|triggers?|risk factors?|reasons|culprits|contributors|factors)\b", "include"),
    Cue("class.conditions", r"\b(?:conditions|disorders|diseases|problems|ailments|illnesses|indications)\b", "include"),
    Cue("class.treatments", r"\b(?:treatments?|remedies|therapies|medications|medicines|drugs|supplements|foods|sources|interventions)\b", "include"),
    Cue("class.mechanisms", r"\b(?:mechanisms?|ways|actions|properties|characteristics|pathways)\b", "include"),
    Cue("class.findings", r"\b(?:findings|studies|evidence|research|facts|data)\b", ""),
)

KINDS_ONLY = r"\b(?:forms?|types?|kinds?|options?|steps?|methods?|techniques?|varieties|versions?|routes?|services?|packages?|locations?|topics?|questions?|resources?|tips?|phases?|stages?|products?|brands?|ingredients?|materials?|protocols?|appointments?|things to|what to expect|how to|we (?:offer|provide|treat|serve)|you (?:can|will|should|may) (?:expect|find|learn|get|need|choose|want))\b"

HEAD_DASH = r"^(?P<head>[^,;:–—()]{2,60}?)\s*(?::|\s[-–—]|—|–)\s+(?P<rest>\S.*)$"

SUPERLATIVE = r"^(?:the\s+)?(?:most|least|more|less|highest|lowest|best|worst|fastest|slowest|greatest|safest|strongest|weakest|cheapest|easiest|longest|shortest|higher|lower|faster|slower|better|worse|greater|fewer|low|high|good|poor|excellent|limited|variable|moderate|rapid|slow|quick|complete|full|partial|minimal|no|few|some|strong|weak|long|short)\b"
# Nouns that a thing has, rather than is.
HAD = r"\b(?:bioavailability|absorption|availability|risks?|costs?|effects?|onset|duration|half-life|potency|efficacy|effectiveness|safety|evidence|customi[sz]ation|control|precision|tolerability|side effects|response|relief|benefits?|recovery|downtime|concentrations?|levels?|rates?|results?|content|amounts?|interactions?|support|success|price|action|value|quality|taste|contraindications?|history|potential|impact|power|strength|activity|affinity|flexibility|convenience|accuracy|penetration|uptake|clearance|exposure|dosing|dose|supply|sources?)\b"
