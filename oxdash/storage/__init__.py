"""Bytes on a disk and through a pipe: whole or not at all, and the same each time."""
