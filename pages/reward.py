"""The reward grant of the first agreement's stretch targets: indicative, to the penny, a range over what is unknown."""

from oxdash.documents import markup
from oxdash.documents.markup import bullets, heading, paragraph
from oxdash.documents.papers import Kind
from oxdash.findings import reward, reward_words
from oxdash.vocabulary import wording
from oxdash.web import screen
from oxdash.web.desk import papers


def arranged(position, view):
    """The total as a range, what each target would earn and why, and how far any of it was ever paid."""
    register = position.register
    rows = reward.of(reward.with_actuals(register.stretch, register.targets, position.judged))
    targets = reward.by_target(rows)
    sentences = [f"{row.target}: {row.sentence}" for row in targets.itertuples()]
    return markup.block(
        heading("Reward grant", 1),
        paragraph(reward.total_sentence(reward.total(targets)), "ox-lead"),
        paragraph(reward_words.CAVEAT),
        paragraph(reward_words.published_sentence(), "ox-note"),
        paragraph(reward_words.APART, "ox-note"),
        heading("Target by target"),
        markup.reward.earned(rows, view.address),
        markup.notice.unsourced((register.stretch, reward_words.STRETCH)),
        *([heading("In sentences"), bullets(sentences)] if sentences else []),
        heading(reward_words.HOW_TITLE),
        paragraph(reward_words.HOW),
        markup.notice.source(position.as_at, register.fingerprint, *papers.leads_to(view, Kind.REWARD)),
        *([paragraph(wording.ILLUSTRATIVE, "ox-source")] if position.illustrative else []),
    )


position = screen.position()
screen.put(screen.once(arranged, screen.pick("reward", position), position))
