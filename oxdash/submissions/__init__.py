"""Acts: an officer's (check, preview, submit, correct, withdraw), a lead officer's (sign off), a manager's (decide)."""
