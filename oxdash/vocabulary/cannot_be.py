"""What is raised where something cannot be done, through no mistake of the program's: whoever asked is told."""


class CannotBe(Exception):
    """The text says in sentences what cannot be, why, and what to do.

    A command that it ends does so with ``exit_code``: 1 what was asked for is refused, 2 nothing can be done at all.
    """

    exit_code = 2
