"""The house of the evidence review dashboard: a street of nouns with few doors.

The story walks upwards, and a room leans only on floors below its own (tests/test_house.py is the law):

floor 0   errors, model, settings
floor 1   rules (tables only), text, mesh, levels
floor 2   readers, claims, pico, queries, records, status, scope, judges, wording, verdicts, reviews, diffs
floor 3   pipeline, tables, exports, bundle, and the doors: sources, store, web, jobs
floor 4   installation (settings -> doors, built once for every face)
floor 5   the faces: cli, server

An article comes in through ``readers``; ``claims`` finds its statements; ``queries`` asks; a source
finds citations; a judge takes a stance with the verbatim sentence; ``verdicts`` weighs; ``store`` keeps.
"""
