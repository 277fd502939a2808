"""From what is on file to the judged tables."""
