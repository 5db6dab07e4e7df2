"""The paper suggested in an issue made with .github/ISSUE_TEMPLATE/suggest.yml."""

from generator.bibliography.pasted_ids import Wanted, parse
from generator.errors import Problem

QUESTION = "arXiv id, DOI or address"
"""The label of the form's first field; the form shows each as a heading above the answer."""
EXPECTED = "expected an arXiv id, a DOI, or an address at arxiv.org, doi.org or huggingface.co"
LONGEST = 300


def requested(issue: str) -> Wanted:
    """Return the paper that an issue suggests; raise Problem without repeating the issue's text."""
    lines = [line.strip() for line in issue.splitlines()]
    remedy = f'write it alone below "{QUESTION}"'
    heading = f"### {QUESTION}"
    if heading not in lines:
        raise Problem("the issue does not have the form's question", EXPECTED, remedy)
    below = lines[lines.index(heading) + 1 :]
    end = next((index for index, line in enumerate(below) if line.startswith("#")), len(below))
    answers = [line for line in below[:end] if line]
    try:
        if len(answers) != 1 or len(answers[0]) > LONGEST:
            raise Problem("no single line", EXPECTED, remedy)
        return parse(answers[0])
    except Problem:
        raise Problem("the issue names no paper", EXPECTED, remedy) from None
