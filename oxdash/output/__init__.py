"""What draws: every form that a document, a chart or a table takes."""

from oxdash.vocabulary.cannot_be import CannotBe


class NotMade(CannotBe):
    """A file cannot be made here; the text says in a sentence which, why, and what to do."""
