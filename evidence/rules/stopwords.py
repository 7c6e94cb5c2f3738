"""Words that carry no content of a claim. Negations, comparatives and amounts are kept: "no", "not", "more", "less" change
what is said.

Source: our own list, closed-class words of English (articles, pronouns, prepositions, auxiliaries, conjunctions).
"""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    a an the this that these those such same each every either neither both all any some
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what
    myself yourself himself herself itself ourselves themselves one ones
    am is are was were be been being do does did doing done have has had having will would shall should can could may might must ought
    in on at by for from to of off with within into onto upon about above below over under between among across through during before
    after since until till toward towards against along around per via out up down as than like
    and or but nor so yet if then else when where while because although though whereas whether however therefore thus hence also too
    there here just only very quite rather really even still already again ever often s t d ll re ve m
    """.split()  # noqa: SIM905
)
