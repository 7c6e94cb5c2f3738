from pages.parts import frame

frame.begin("Export")
frame.heading("Export")
