"""The papers on actions and risks, on who answers for what, and on the reward grant: what their pages say, on paper."""

from dataclasses import replace

import pandas as pd
import pytest

from oxdash.documents import papers
from oxdash.documents.blocks import Bullets, Heading, Outline, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import accountability, actions, asked, diary, missing, promises, reward, reward_words, risks
from oxdash.vocabulary import tables
from oxdash.web import view


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition("2009-10 Q4"))


def column(given: Table, heading: str) -> list:
    return list(next(one for one in given.columns if one.heading == heading).cells)


def texts(outline: Outline) -> list[str]:
    """Every paragraph and line outside tables."""
    return [block.text for block in outline.of(Paragraph)] + [line for one in outline.of(Bullets) for line in one.lines]


def called(outline: Outline, caption: str) -> Table:
    return next(one for one in outline.of(Table) if one.caption == caption)


def test_every_action_stands_once(at):
    made = papers.outline(Kind.ACTIONS, at)
    first, others = called(made, "Actions that are overdue or due soon"), called(made, "All other actions")
    said = [cell[0] if isinstance(cell, tuple) else cell for one in (first, others) for cell in column(one, "Action")]
    assert said == list(at.acted.action)
    assert set(column(first, "State")) == {"Overdue", "Due soon"}
    assert "no owner named" in column(first, "Owner") + column(others, "Owner")
    assert column(first, "Due")[0] == ("30 October 2009", "265 days ago")
    for sentence in (
        actions.in_words(at.acted),
        asked.without_action_in_words(at.off_track, at.lacks),
        *at.lacks.sentence,
    ):
        assert sentence in texts(made)


def test_every_promise_and_every_risk_stands_once(at):
    made = papers.outline(Kind.ACTIONS, at)
    kept = called(made, "What was promised last time, and what became of it")
    assert [one[0].lower() for one in column(kept, "Kept?")] == list(at.promises.outcome)
    assert column(kept, "Action") == list(at.promises.action)
    assert "no owner named" in column(kept, "Owner") or at.promises.owner.notna().all()
    moved = at.promises.index[at.promises.outcome == "moved to another day"]
    for place in moved:
        assert column(kept, "Promised for")[place][1].startswith("now ")
    risky = called(made, "Risks, the highest rating first")
    assert column(risky, "Risk") == list(at.risks.risk)
    assert column(risky, "Rating")[0] == ("High (20)", "very likely, with a large impact")
    assert column(risky, "Since the return before")[1] == ("Risen", "was medium (12)")
    assert column(risky, "Rating")[-1] == "none", "a risk that is gone is not rated any more"
    for sentence in (promises.in_words(at.promises), risks.in_words(at.risks), risks.scale_in_words()):
        assert sentence in texts(made)


def test_without_actions_and_risks_the_paper_says_so(shipped):
    bare = replace(shipped, actions=tables.empty(tables.ACTIONS), risks=tables.empty(tables.RISKS))
    made = papers.outline(Kind.ACTIONS, Standing(bare, Edition("2009-10 Q4")))
    assert made.of(Table) == []
    for sentence in (
        "There is no action in the returns.",
        "No action is overdue or due soon.",
        "There is no other action.",
        "No risk is in the returns.",
    ):
        assert sentence in texts(made)


def test_the_gaps_come_first_and_every_one_is_told(shipped, at):
    made, register, day = papers.outline(Kind.ANSWERS, at), shipped.register, shipped.as_at
    gaps = missing.gaps(register, shipped.returns, day)
    assert texts(made)[1] == missing.in_words(gaps, day)
    assert [one for one in texts(made) if one in set(gaps.sentence)] == list(gaps.sentence)
    assert made.of(Heading)[0].text == "Gaps"


def test_priorities_meetings_reviews_and_people_are_those_of_the_register(shipped, at):
    made, register = papers.outline(Kind.ANSWERS, at), shipped.register
    matrix = called(made, "Oxfordshire 2030 priorities by partnership, with the targets each leads")
    assert [one.heading for one in matrix.columns] == ["Partnership", *register.priorities.name]
    assert column(matrix, "Partnership") == list(register.partnerships.name)
    pairs = accountability.matrix(register.targets, register.priorities, register.partnerships, "2010-11 Q1")
    led = [code for cell in pairs.leads.dropna() for code in cell.split("; ")]
    shown = [cell[0] for one in matrix.columns[1:] for cell in one.cells if cell[0] != "none"]
    assert sorted(code.replace("\N{NO-BREAK SPACE}", " ") for cell in shown for code in cell.split(", ")) == sorted(led)
    assert len(column(called(made, "Meetings to come"), "Meeting")) == len(
        diary.meetings(register.meetings, shipped.as_at, register.body_names)
    )
    assert called(made, "Meetings to come").columns[1].cells[0] == ("22 July 2010", "today")
    reviews = called(made, "Yearly reviews of each body")
    assert len(column(reviews, "State")) == 2 * len(register.partnerships)
    assert "Overdue, by 449 days" in column(reviews, "State") and "Due soon, in 70 days" in column(reviews, "State")
    people = called(made, "Chair, officers, members and delivery groups of each partnership")
    assert column(people, "Chair") == list(register.partnerships.chair)
    for board, name in accountability.boards(shipped.register.every_body).items():
        own = register.members[register.members.body == board]
        seats = column(called(made, f"Members of the {name}, by role and sector"), "Posts")
        assert sorted(post for posts in seats for post in posts) == sorted(own.post)


def test_a_quarter_whose_returns_are_not_looked_at_is_no_silence(shipped):
    """What is published of an earlier quarter holds no later return; nobody has gone silent for that."""
    edition, returns = Edition("2009-10 Q2"), shipped.returns[shipped.returns.quarter <= "2009-10 Q2"]
    whole = papers.outline(Kind.ANSWERS, Standing(shipped, edition))
    cut = papers.outline(Kind.ANSWERS, Standing(replace(shipped, returns=returns), edition))
    assert texts(cut) == texts(whole)
    assert "8 gaps as at 22 July 2010" in texts(cut)[1]


def test_the_reward_rests_on_what_had_been_returned_by_then(shipped):
    edition = Edition("2008-09 Q2")
    cut = replace(shipped, judged=shipped.judged[shipped.judged.quarter <= edition.quarter])
    draft, kept = (papers.outline(Kind.REWARD, Standing(one, edition)) for one in (shipped, cut))
    assert draft.blocks == kept.blocks
    assert draft.title == "Reward grant at Q2 2008/09" and "12 of 12 targets are not known yet" in texts(draft)[1]


def test_an_action_moved_to_another_day_says_which(shipped):
    before = (
        shipped.actions[shipped.actions.quarter == "2009-10 Q3"]
        .iloc[[0]]
        .assign(due=pd.Timestamp("2010-06-01"), state="open")
    )
    now = before.assign(quarter="2009-10 Q4", due=pd.Timestamp("2010-09-01"))
    target = before.target.iloc[0]
    judged = shipped.judged
    position = replace(shipped, actions=tables.settle(tables.ACTIONS, pd.concat([before, now])), judged=judged)
    received = position.returns.assign(state=position.returns.state.replace("not received", "received"))
    made = papers.outline(Kind.ACTIONS, Standing(replace(position, returns=received), Edition("2009-10 Q4")))
    kept = called(made, "What was promised last time, and what became of it")
    assert column(kept, "Promised for") == [("1 June 2010", "now 1 September 2010")]
    assert column(kept, "For")[0][0].startswith(target) and column(kept, "For")[0][1].endswith(
        ", promised at Q3 2009/10"
    )


def test_the_reward_is_that_of_the_page(shipped, at):
    made, register = papers.outline(Kind.REWARD, at), shipped.register
    rows = reward.of(reward.with_actuals(register.stretch, register.targets, shipped.judged, "GBP"))
    targets = reward.by_target(rows)
    earned = called(made, "What each stretch target would earn, indicative")
    assert earned.rows == len(rows) > 12
    assert column(earned, "Grant, indicative") == [
        reward_words.between(row.low, row.high, "GBP") for row in rows.itertuples()
    ]
    assert column(earned, "Actual")[0][0] == "8,497 offences" and "not known" in column(earned, "Actual")
    said = texts(made)
    assert said[1] == reward.total_sentence(reward.total(targets))
    note = register.agreements.set_index("code").reward_note["laa1"].splitlines()
    assert said[2 : 2 + len(note)] == note and len(note) == 3, "what the register says of it"
    assert reward_words.how([0.6]) in said and reward_words.CAVEAT not in said
    assert [f"{row.target}: {row.sentence}" for row in targets.itertuples()] == list(made.of(Bullets)[0].lines)


def test_an_agreement_without_stretch_targets_has_nothing_to_earn(shipped):
    bare = replace(shipped, register=replace(shipped.register, stretch=shipped.register.stretch.iloc[:0]))
    made = papers.outline(Kind.REWARD, Standing(bare, Edition("2009-10 Q4")))
    assert made.of(Table) == [] and "The register has no stretch targets." in texts(made)


def with_agreement(shipped, **said):
    agreements = shipped.register.agreements.assign(**said)
    return replace(shipped, register=replace(shipped.register, agreements=agreements))


def test_of_a_reward_that_the_register_says_nothing_of_it_is_only_said_to_be_indicative(shipped):
    said = texts(
        papers.outline(Kind.REWARD, Standing(with_agreement(shipped, reward_note=None), Edition("2009-10 Q4")))
    )
    assert said[2:4] == [
        reward_words.CAVEAT,
        "Stretch targets are counted apart: no count of LAA targets has them in it.",
    ]
    assert "Government" not in " ".join(said) and "2006" not in " ".join(said)


def test_a_reward_that_is_not_what_its_shares_come_to_is_told(shipped):
    position = with_agreement(shipped, reward=16_000_000.0)
    assert (
        "Meeting all stretch targets of LAA1 2006-09 earns £16,000,000.00, as the register says; the shares of its "
        "targets come to £16,600,000.00."
    ) in texts(papers.outline(Kind.REWARD, Standing(position, Edition("2009-10 Q4"))))


def test_a_paper_is_offered_only_where_the_register_has_something_for_it(shipped):
    bare = replace(shipped.register, stretch=shipped.register.stretch.iloc[:0], grants=shipped.register.grants.iloc[:0])
    gone = {Kind.REWARD, Kind.GRANTS}
    assert set(papers.offered(shipped.register)) - set(papers.offered(bare)) == gone
    assert {kind for kind in Kind if papers.missing(kind, bare)} == gone
    assert set(view.offered(replace(shipped, register=bare))["paper"]) == set(
        map(str, set(Kind) - gone - {Kind.DECISIONS})
    )


def test_who_hides_the_reward_grant_is_offered_no_paper_of_it(shipped):
    assert set(view.offered(shipped)["paper"]) - set(view.offered(shipped, reward=False)["paper"]) == {"reward"}


def test_what_officers_typed_is_text(shipped):
    typed = "<b>bold</b>\n=1+1"
    acts = shipped.actions.assign(action=typed, owner=typed, progress=typed)
    hostile = replace(shipped, actions=acts, risks=shipped.risks.assign(risk=typed, mitigation=pd.NA, owner=typed))
    made = papers.outline(Kind.ACTIONS, Standing(hostile, Edition("2009-10 Q4")))
    assert (typed,) in column(called(made, "Actions that are overdue or due soon"), "Action")
    assert ("none", f"Owner: {typed}") in column(
        called(made, "Risks, the highest rating first"), "What is done about it"
    )
