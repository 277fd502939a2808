"""Which of a file's indicators and areas are which of the register's: by code, name and every other name it gives."""

from collections.abc import Mapping
from functools import cached_property

from oxdash.excel.cells import folded
from oxdash.register import Register
from oxdash.register.cells import normal_code
from oxdash.vocabulary.bodies import several


class Known:
    """The targets and areas of a register, by what files call them."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @cached_property
    def _targets(self) -> Mapping[str, str]:
        told = self.register.indicators_compared
        named = {folded(row.indicator): row.target for row in told.itertuples() if isinstance(row.indicator, str)}
        own = (code for code in self.register.targets["target"] if code not in set(told["target"]))
        return {folded(code): code for code in own} | named

    def target(self, indicator: str) -> str | None:
        """The target that an indicator is of; its own code is read however it is written, as everywhere."""
        if not indicator:
            return None
        also = self.register.codes_also
        return self._targets.get(folded(indicator)) or self._targets.get(folded(normal_code(indicator, also)))

    def code(self, said: str) -> str | None:
        """A target by its own code, however it is written."""
        codes = {folded(code): code for code in self.register.targets["target"]}
        return codes.get(folded(normal_code(said, self.register.codes_also)))

    def may_be(self, indicator: str) -> bool:
        """Whether it, or it for some kind of people (``92456, Male``), may be one of a target."""
        return bool(self.target(indicator)) or any(word.startswith(f"{folded(indicator)},") for word in self._targets)

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for row in self.register.areas_compared.itertuples():
            for word in (row.area, *several(row.also_known_as)):
                found.setdefault(folded(word), row.area)
        return found

    def area(self, name: str, code: str = "") -> str:
        """The area as the register calls it; one that it does not have as the file does."""
        return (code and self._areas.get(folded(code))) or self._areas.get(folded(name)) or name

    @cached_property
    def ours(self) -> str:
        """The area that the register is of: the one it says is ours, else the one that has its name."""
        areas = self.register.areas_compared
        said = areas.loc[areas["ours"].astype(bool), "area"]
        return str(said.iloc[0]) if len(said) else self.area(self.register.council.area)

    @cached_property
    def whole_of(self) -> Mapping[str, str]:
        """The area that each part is a part of."""
        areas = self.register.areas_compared
        parts = areas[areas["part_of"].notna()]
        return {name: self.area(whole) for name, whole in zip(parts["area"], parts["part_of"], strict=True)}

    @property
    def wholes(self) -> list[str]:
        """The areas that others are parts of."""
        return list(dict.fromkeys(self.whole_of.values()))

    def parts(self, area: str) -> list[str]:
        """The areas that one is made of, where the register says."""
        return [name for name, whole in self.whole_of.items() if whole == area]
