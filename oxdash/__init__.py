"""oxdash: quarterly returns of a Local Area Agreement in, every target judged and explained."""

__version__ = "0.1.0"
