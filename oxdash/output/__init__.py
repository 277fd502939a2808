"""What draws: HTML, Word, Excel, charts as files, open data, text."""
