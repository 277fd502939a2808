"""The reward grant of the first agreement's stretch targets: indicative, to the penny, a range over what is unknown."""

from oxdash import house_style, markup, screen
from oxdash.findings import reward, reward_words
from oxdash.markup import bullets, heading, paragraph


def arranged(position, view):
    """The total as a range, what each target would earn and why, and how far any of it was ever paid."""
    register = position.register
    rows = reward.of(reward.with_actuals(register.stretch, register.targets, position.judged))
    targets = reward.by_target(rows)
    return markup.block(
        heading("Reward grant", 1),
        paragraph(reward.total_sentence(reward.total(targets)), "ox-lead"),
        paragraph(reward_words.CAVEAT),
        paragraph(reward_words.published_sentence(), "ox-note"),
        paragraph(
            "These are the stretch targets of the agreement of 2006-09. They are counted apart: no count of LAA "
            "targets has them in it.",
            "ox-note",
        ),
        heading("Target by target"),
        markup.reward.earned(rows, view.address),
        heading("In sentences"),
        bullets(f"{row.target}: {row.sentence}" for row in targets.itertuples()),
        heading("How it is worked out"),
        paragraph(
            "A target earns the share of its stretch that was achieved over the performance expected without the "
            "agreement: nothing below its threshold of 60%, never more than the whole. A sub-target counts by its "
            "weight, and the threshold holds for each by itself. Lower is better is one change of sign."
        ),
        markup.notice.source(position.as_at, register.fingerprint),
        *([paragraph(house_style.ILLUSTRATIVE, "ox-source")] if position.illustrative else []),
    )


position = screen.position()
screen.put(screen.once(arranged, screen.pick("reward", position), position))
