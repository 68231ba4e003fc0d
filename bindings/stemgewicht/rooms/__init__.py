"""The names of the package by what they are for, as the rooms of the C++ library have them: `sg.rooms.measures`."""

from stemgewicht.rooms import batch, boards, design, measures, meetings, methods, models, plots, rules, study

__all__ = ["batch", "boards", "design", "measures", "meetings", "methods", "models", "plots", "rules", "study"]
