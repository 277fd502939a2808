"""What is in its words already: whoever puts values into words lets it stand as it is."""


class Printed(float):
    """A figure that has been printed: ``text`` stands for it wherever its number is said."""

    text: str

    def __new__(cls, value: float, text: str) -> "Printed":
        figure = super().__new__(cls, value)
        figure.text = text
        return figure

    def __abs__(self) -> "Printed":
        return Printed(abs(float(self)), self.text.removeprefix("-"))


class Said(str):
    """Words that are for people already, and stand as they are."""

    __slots__ = ()
