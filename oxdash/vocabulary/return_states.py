"""What is on file of a partnership's return for a quarter, in one word, and what that means. Written once, here."""

RECEIVED = "received"
BY_HAND = "placed by hand"  # it has no receipt
NOT_RECEIVED = "not received"
WITHDRAWN = "withdrawn"
DAMAGED = "damaged"  # it no longer matches its receipt

STATES = (RECEIVED, BY_HAND, NOT_RECEIVED, WITHDRAWN, DAMAGED)
READABLE = (RECEIVED, BY_HAND)  # what it says is known
SENT = (*READABLE, DAMAGED)  # something was sent, and counts as returned
