"""Other councils' figures: tidy files in, the same rows judged out."""
