"""Money: the codes of currencies (ISO 4217), and the signs and words that go with them.

Pounds and euros, in which councils here keep their books, are written down below. Any other currency is looked up in
the Unicode locale data that comes with Babel, which is loaded then and not before: most registers need none of it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

SIGNS = "$\u00a2-\u00a5\u058f\u060b\u0e3f\u17db\u20a0-\u20cf"  # of currencies, for a set of a regular expression
_LOCALE = "en_GB"  # as English of this country writes signs and names
_NOT_MONEY = {"XTS", "XXX"}  # codes for tests and for no currency at all


@dataclass(frozen=True)
class Currency:
    """``sign``: £, US$, CHF; ``name``: of several, pounds; ``small``: what its smallest ones are, "" where nobody says.

    ``places``: decimal places of an amount in full; ``words``: other ways in which it is written, in small letters.
    """

    code: str
    sign: str
    name: str
    places: int
    small: str = ""
    words: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """What stands before an amount: the sign, and a blank after one of letters."""
        return f"{self.sign} " if self.sign[-1:].isalpha() else self.sign

    @property
    def smallest(self) -> Decimal:
        """The smallest amount: 0.01 of pounds, 1 of yen."""
        return Decimal(1).scaleb(-self.places)

    @property
    def ask(self) -> str:
        """What to do where a sum of money stands that is none.

        >>> of("EUR").ask, of("JPY").ask
        ('Enter euros, 0 or more, and whole cents.', 'Enter Japanese yen, 0 or more, and no decimals.')
        """
        least = f"whole {self.small}" if self.small else f"no more than {self.places} decimals"
        return f"Enter {self.name}, 0 or more, and {least if self.places else 'no decimals'}."

    def signed(self, number: str) -> str:
        """A number as printed with the sign in front: ``£1,200``, ``-€1,200``, ``CHF 1,200``."""
        return f"-{self.prefix}{number[1:]}" if number.startswith("-") else f"{self.prefix}{number}"

    def amount(self, value: Decimal | float) -> str:
        """A sum of money in full, half away from nothing.

        >>> of("GBP").amount(Decimal("1234567.333")), of("JPY").amount(1200), of("EUR").amount(Decimal(-5))
        ('£1,234,567.33', 'JP¥1,200', '-€5.00')
        """
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        rounded = exact.quantize(self.smallest, ROUND_HALF_UP)
        return self.signed(f"{rounded if rounded else abs(rounded):,}")

    def is_amount(self, value: Decimal | float) -> bool:
        """Whether a sum is nothing or more, and so many of the smallest.

        >>> of("GBP").is_amount(0.1 + 0.2), of("GBP").is_amount(0.125), of("JPY").is_amount(0.5), of("JPY").is_amount(3)
        (True, False, False, True)
        """
        exact = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")  # a sum of 15 digits, as typed
        return exact.is_finite() and exact >= 0 and exact % self.smallest == 0

    def is_shown_by(self, sign: str) -> bool:
        """Whether a sign beside a number, as a spreadsheet puts it there, is this currency's, here or at home."""
        return sign in _signs_of(self) or (self not in WRITTEN_DOWN and sign.strip(".") in _signs_at_home(self.code))

    def is_named_in(self, text: str) -> bool:
        """Whether a text speaks of it, by its sign, its code or a word."""
        words = "|".join(re.escape(one) for one in (self.code, self.name, *self.words) if one)
        sign = self.code if self.sign.isalpha() else re.escape(self.sign)
        return bool(re.search(rf"{sign}|\b(?:{words})\b", text, re.IGNORECASE))


WRITTEN_DOWN = (
    Currency(
        "GBP",
        "£",
        "pounds",
        2,
        "pennies",
        ("pound", "pounds", "pound sterling", "pounds sterling", "pence"),
    ),
    Currency("EUR", "€", "euros", 2, "cents", ("euro", "euros", "cents")),
)
_KNOWN = {one.code: one for one in WRITTEN_DOWN}
_TYPED = {
    word.casefold(): one
    for one in WRITTEN_DOWN
    for word in (one.code, one.sign, f"{one.sign} {one.code}", one.name, *one.words)
    if word not in ("pence", "pound", "cents")  # which are not what the amounts are in, or weigh something
}


def of(code: str) -> Currency | None:
    """The currency of a code such as GBP, in capital letters; None where there is none that is in use."""
    return _KNOWN.get(code) or (_looked_up(code) if re.fullmatch("[A-Z]{3}", code) else None)


def amount(value: Decimal | float, code: str) -> str:
    """A sum of money in full, in the currency of a code: ``£1,234,567.33``, ``JP¥1,200``, ``CHF 12.50``.

    A code that is out of use, as in a table that was kept, stands before the amount itself.
    """
    return _of_before(code).amount(value)


def smallest(code: str) -> Decimal:
    """The smallest amount in the currency of a code; a hundredth of one that is out of use."""
    return _of_before(code).smallest


def _of_before(code: str) -> Currency:
    """The currency of a code in a table that was kept: what went out of use since has nothing but that code."""
    return of(code) or Currency(code, code, code, 2)


def typed(said: str) -> Currency | None:
    """The currency that a text alone is a sign or a word of; None for anything else.

    >>> typed("£").code, typed("Euros").code, typed("US$").code, typed("USD").code, typed("homes")
    ('GBP', 'EUR', 'USD', 'USD', None)
    """
    words = " ".join(said.split())
    if found := _TYPED.get(words.casefold()) or of(words):
        return found
    signed = len(words) <= len("US$ ") and any(unicodedata.category(one) == "Sc" for one in words)
    return of(_codes_by_sign().get(words, "")) if signed else None


def shown_by(sign: str) -> Iterator[Currency]:
    """Every currency that a sign stands for as it is written here; the dollar's stands for many."""
    here = [one for one in WRITTEN_DOWN if sign in _signs_of(one)]
    yield from here
    if not here:
        yield from (one for code in sorted(_in_use()) if (one := of(code)) and sign in _signs_of(one))


def _signs_of(one: Currency) -> set[str]:
    """The signs of a currency as it is written here: of dollars US$, and $ alone as all of the kind have it."""
    bare = one.sign.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {one.code, one.sign, bare, f"{one.sign} {one.code}", f"{bare} {one.code}"} - {""}


@lru_cache(maxsize=256)
def _looked_up(code: str) -> Currency | None:
    from babel import numbers

    if code not in _in_use():
        return None
    name, one = (numbers.get_currency_name(code, count, _LOCALE) for count in (2, 1))
    words = tuple(dict.fromkeys(word.casefold() for said in (name, one) for word in (said, said.split()[-1])))
    places = numbers.get_currency_precision(code)
    return Currency(code, numbers.get_currency_symbol(code, _LOCALE), name, places, words=words)


@lru_cache(maxsize=256)
def _signs_at_home(code: str) -> frozenset[str]:
    """The signs that a currency has in the languages of the places where it is spent, without a full stop: kr, zł."""
    from babel import Locale, UnknownLocaleError, core, languages, numbers

    found = set()
    for territory, held in core.get_global("territory_currencies").items():
        if any(one == code and tender and until is None for one, _, until, tender in held):
            for language in languages.get_official_languages(territory):
                try:
                    found.add(numbers.get_currency_symbol(code, Locale.parse(f"{language}_{territory}")))
                except (UnknownLocaleError, ValueError):
                    continue  # there is no data of that language there
    return frozenset(sign.strip(".") for sign in found)


@lru_cache(maxsize=1)
def _in_use() -> frozenset[str]:
    """The codes of what somewhere is legal tender today: no currency of the past, no metal."""
    from babel import core

    held = core.get_global("territory_currencies").values()
    return frozenset(code for one in held for code, _, until, tender in one if tender and until is None) - _NOT_MONEY


@lru_cache(maxsize=1)
def _codes_by_sign() -> dict[str, str]:
    """Codes by their signs, those of letters left out."""
    from babel import numbers

    signs = {numbers.get_currency_symbol(code, _LOCALE): code for code in sorted(_in_use(), reverse=True)}
    return {sign: code for sign, code in signs.items() if not sign.isalpha()}
