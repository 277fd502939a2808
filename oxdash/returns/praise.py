"""Commentary that praises where a target is off track, and says nothing of the miss.

A matter of words, and never more than a hint. It keeps quiet unless a text praises and holds not one word that could
speak of a shortfall, a cause, a comparison or a "not": a false alarm would be worse than none.
"""

import re

PRAISE = re.compile(
    r"""\b(?: (?:going|gone|doing|done|works?|working|performs?|performing|performed|progressing) \s+
            (?:very\s+|really\s+|extremely\s+|so\s+)? well
      | proud | excellent(?:ly)? | outstanding | fantastic | superb | brilliant | pleased | delighted | thrilled
      | (?:very\s+)? happy | successful(?:ly)? | (?:a|great|real|big)\s+success | well\s+done
      | (?:good|great|strong|excellent|steady|solid|real|impressive)\s+
            (?:progress|performance|work|results?|start|year|quarter|improvement)
      | on\s+(?:track|target|course|schedule) | ahead\s+of | best\s+ever
      | all\s+is\s+well | congratulat\w+ | celebrat\w+ | no\s+trouble )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "No concerns" speaks of none; taken out before words of a miss are looked for.
NONE_OF_IT = re.compile(
    r"""\b(?: (?:no|without(?:\s+any)?|zero|any\s+lack\s+of) \s+ (?:\w+\s+)?
            (?:concerns?|problems?|issues?|difficult(?:y|ies)|risks?|delays?|worr(?:y|ies)|trouble)
      | nothing\s+to\s+(?:worry\s+about|report) | not\s+only | not\s+(?:at\s+all\s+)?worried
      | no\s+(?:need|reason)\s+to\s+worry )\b""",
    re.IGNORECASE | re.VERBOSE,
)
OF_A_MISS = re.compile(
    r"""\b(?: not | never | no | nor | none | cannot | without | \w+n['’]t
      | but | however | although | though | despite | nevertheless | nonetheless | yet | only
      | unfortunately | disappoint\w* | regret\w* | sorry
      | below | under(?!\s+way) | beneath | behind | short(?:fall|falls)? | miss(?:ed|es|ing)? | gap | exceed\w*
      | off\s+(?:track|target|course) | fail\w* | fell | fall(?:s|en|ing)? | declin\w+ | drop\w* | decreas\w+ | reduc\w+
      | down | lower | less | fewer | rise|rises|risen|rose|rising | increas\w+ | higher | more | worse\w*
      | deteriorat\w+
      | slow\w* | slip\w* | weak\w* | poor\w* | low | high | late | later | delay\w* | postpon\w+ | lack\w*
      | loss(?:es)?
      | lost | cut|cuts | difficult\w* | challeng\w+ | problem\w* | issue\w* | concern\w* | risk\w* | pressure\w*
      | barrier\w* | worr\w+ | vacan\w+ | backlog\w* | recession | downturn | econom\w+ | snow\w* | weather | seasonal
      | because | due | owing | cause\w* | reason\w* | recover\w* | remed\w+ | address\w* | catch\w* | action\w*
      | plan(?:s|ned)? | improve | require\w* | need\w* | revis\w+ | against | compar\w+ | than | variance | red
      | amber )\b
      | %""",
    re.IGNORECASE | re.VERBOSE,
)


def says_nothing_of_a_miss(commentary: str) -> bool:
    """Whether a text praises, and holds no word that could speak of a shortfall.

    >>> says_nothing_of_a_miss("Everything is going very well and we are proud of it.")
    True
    >>> says_nothing_of_a_miss("Going well, although still two points short.")
    False
    """
    text = " ".join(str(commentary).split())
    plain = NONE_OF_IT.sub(" ", text)
    # "ahead of" and "exceeded" are no comparison that owns up to anything, nor is a "no" that is part of praise
    return bool(PRAISE.search(text) or plain != text) and not OF_A_MISS.search(PRAISE.sub(" ", plain))
