"""Tables only: cues, abbreviations, routes, designs and the frozen material of ``data/``.

A rule is a line in a table: a name, a pattern, a source. Each table's test shows what every row catches and lets go.
"""
