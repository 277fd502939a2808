"""What typst sets: papers as PDF, and drawings as pictures of print size. No browser, and nothing of the machine's."""
