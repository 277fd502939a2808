"""Earlier years' spreadsheets in a council's own layout, read by a map of that layout and filed as returns."""
