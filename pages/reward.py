"""The reward grant of the stretch targets: indicative, to the penny, a range over what is unknown."""

from oxdash.documents import reward
from oxdash.documents.papers import Kind
from oxdash.web import page, pickers, screen

position = screen.position()
page.show(reward.page, pickers.pick("reward", position), position, Kind.REWARD, counts=False)
