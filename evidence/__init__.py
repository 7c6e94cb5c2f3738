"""The house of the evidence review dashboard: a street of nouns with few doors.

The story walks upwards, and a room leans only on floors below its own (tests/test_house.py is the law):

floor 0   errors, model
floor 1   settings, rules (tables only, and the frozen material of data/)
floor 2   text
floor 3   mesh
floor 4   pico, levels, status
floor 5   scope, records
floor 6   readers, claims, editing, alike, queries, ranking, judges, references, wording, verdicts, review
floor 7   pipeline, revision, tables, exports, and the doors: sources, store, jobs
floor 8   installation (settings -> doors, built once for every face)
floor 9   server, a face over the library
floor 10  cli, the face that starts all others; catalogue, what a person asks of records

An article comes in through ``readers``; ``claims`` finds its statements; ``queries`` asks; a source
finds citations; a judge takes a stance with the verbatim sentence; ``verdicts`` weighs; ``store`` keeps.
"""
