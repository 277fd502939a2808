"""How a target is judged: pure, and knowing neither files nor returns."""
