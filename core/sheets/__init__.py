"""Sheets of an Excel book that come in as records: columns are declared, cells read, every fault kept with its place.

A sheet names its columns; `read` turns rows of cells into rows of values and notes what is wrong. Subclasses then
`examine` the rows against what is stored, keeping a `Draft` a record, and `write` the drafts in few statements.
"""

from core.sheets.cells import BadCell, choice, day, line, listed, nearest, spelling, text_of, whole, written
from core.sheets.drafts import Draft, save, save_lists
from core.sheets.incoming import ImportSheet, place_of
from core.sheets.rows import AS, MESSAGES, NEW, SKIP, Column, Count, Findings, Layout, Lookalike, Problem
from core.sheets.stored import StoredSheet

__all__ = [
    "AS",
    "MESSAGES",
    "NEW",
    "SKIP",
    "BadCell",
    "Column",
    "Count",
    "Draft",
    "Findings",
    "ImportSheet",
    "Layout",
    "Lookalike",
    "Problem",
    "StoredSheet",
    "choice",
    "day",
    "line",
    "listed",
    "nearest",
    "place_of",
    "save",
    "save_lists",
    "spelling",
    "text_of",
    "whole",
    "written",
]
