"""How a cell of the register is read that holds an address on the web."""

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell
from oxdash.register.cells import Known, text
from oxdash.vocabulary import web_addresses

ENTER_AN_ADDRESS = "Enter the whole address, such as https://www.example.org/papers: with https:// and no blank in it."


def address_of_papers(cell: Cell, known: Known) -> Reading:
    """An address that pages lead to."""
    said = text(cell, known)
    if said.refused or web_addresses.can_be_led_to(said.value):
        return said
    return Reading(refused=ENTER_AN_ADDRESS)


def words_or_address(cell: Cell, known: Known) -> Reading:
    """The same where any words could stand before: what cannot be led to is kept as words, and asked about."""
    said = text(cell, known)
    if said.refused or web_addresses.can_be_led_to(said.value):
        return said
    return Reading(said.value, confirm=ENTER_AN_ADDRESS)
