"""The words of the agreement and of its tables: what everything else is said in."""
