"""What was published of other areas: read as it was published, filed whole or not at all, and made of the register's
targets and areas.
"""
