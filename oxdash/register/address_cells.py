"""How a cell of the register is read that holds an address on the web."""

from oxdash.excel.cell_readers import Reading
from oxdash.register.cells import Known, of_text
from oxdash.vocabulary import web_addresses

ENTER_AN_ADDRESS = "Enter the whole address, such as https://www.example.org/papers: with https:// and no blank in it."


@of_text
def address_of_papers(said: str, _: Known) -> Reading:
    """An address that pages lead to."""
    return Reading(said) if web_addresses.can_be_led_to(said) else Reading(refused=ENTER_AN_ADDRESS)


@of_text
def words_or_address(said: str, _: Known) -> Reading:
    """The same where any words could stand before: what cannot be led to is kept as words, and asked about."""
    return Reading(said, confirm=None if web_addresses.can_be_led_to(said) else ENTER_AN_ADDRESS)
