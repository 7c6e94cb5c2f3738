"""An article comes in: paste, upload or sample; a worker process audits it, and the result leads to the reading room."""

import streamlit as st

from pages.parts import frame, intake, progress, state, wiring

frame.begin("Audit")
if st.query_params.get(state.JOB):
    frame.heading("Audit")
    with frame.told() as refused:
        progress.show(wiring.job(st.query_params[state.JOB]))
    if refused:
        progress.another()
else:
    frame.heading("Audit an article", "Every checkable claim gets its place, its evidence and one of three labels.")
    with frame.told():
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            brought = intake.article(wiring.samples())
        with right.container(key="panel-source"):
            source = intake.source(wiring.library(), wiring.pubmed())
            begin = st.button("Audit this article", type="primary", icon=":material/play_arrow:", width="stretch")
        if begin:
            with left, frame.told():
                progress.follow(wiring.submit(brought.data, brought.name, source))
    with frame.told():
        progress.recent(wiring.recent())
