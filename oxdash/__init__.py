"""oxdash: quarterly returns of an agreement in, every target judged and explained."""

__version__ = "0.1.0"
