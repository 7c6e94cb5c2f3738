"""What this installation uses: its judges and how well they were measured, its sources with their dates, its rules, its settings."""

from pages.parts import frame, settings_desk, settings_view

frame.begin("Settings")
frame.heading("Settings", "Who takes the stances and how well, where the evidence comes from, and by which rules it is weighed.")
with frame.told():
    settings_view.judges(settings_desk.judges())
with frame.told():
    settings_view.endpoint(settings_desk.endpoint(), settings_desk.allow_endpoint)
with frame.told():
    settings_view.sources(settings_desk.sources())
    settings_view.policy(settings_desk.policy())
    settings_view.environment(settings_desk.environment())
