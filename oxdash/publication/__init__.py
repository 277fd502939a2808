"""Positions that were put on record: published once, proved any time, printed the same next year."""
