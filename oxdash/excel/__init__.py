"""A workbook nobody trusts, opened in a limited child: cells with addresses, and the marked copy."""
