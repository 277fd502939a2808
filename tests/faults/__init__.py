"""One test a promise of docs/security.md, with harmless input against our own guard."""
