"""An officer's acts: check, preview, submit, correct, withdraw."""
