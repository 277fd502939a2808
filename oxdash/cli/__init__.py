"""The command line, a subject a file. Each command loads what it needs when it is called, so that `--help` is quick."""
