"""What the figures of a stretch target have to be: asked of the register and of a file of stretch targets alike."""

THRESHOLD = "Enter a share of the stretch from 0 to 1, such as 0.6."
STRETCHED = "It is the base, so there is nothing to stretch to: correct one of them."  # of the stretched target


def weights(of: str, total: str) -> str:
    """What to do about the weights of the sub-targets ``of`` a target, which come to ``total``."""
    return f"The weights of {of} sum to {total}: make them 1."
