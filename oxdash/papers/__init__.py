"""What the Board, a chairman, scrutiny and the public receive: Word, Excel, chart files, a static page, open data.

Every paper is made from a `Position` and an `Edition`, never from the files on disk, so that a published position
prints the same next year from its kept tables.
"""

from oxdash.papers.edition import Edition
from oxdash.papers.standing import Standing

__all__ = ["Edition", "Standing"]
