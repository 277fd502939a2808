"""The return: how it is laid out, written, and read into tables or problems."""
