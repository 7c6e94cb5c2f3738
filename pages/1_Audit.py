from pages.parts import frame

frame.begin("Audit")
frame.heading("Audit")
