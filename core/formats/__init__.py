"""Formats of dates and numbers for Django, which reads 05/03/2026 as 3 May when left to its own Vietnamese ones."""
