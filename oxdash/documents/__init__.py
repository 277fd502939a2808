"""What is written of each subject, for pages and for papers."""
