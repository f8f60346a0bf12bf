"""The formats of a report. Each module renders a composed briefing to bytes."""
