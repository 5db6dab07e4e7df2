"""Conferences by the names that bibliographies give them, and by the short ones that records have."""

import re

FULL_NAMES = (
    (r"\bAAAI Conference on Artificial Intelligence\b", "AAAI"),
    (r"\bAcoustics, Speech,? (?:and|&) Signal Processing\b", "ICASSP"),
    (r"\bAlgorithmic Learning Theory\b", "ALT"),
    (r"\bArtificial Intelligence and Statistics\b", "AISTATS"),
    (r"\bComputer Vision and Pattern Recognition\b", "CVPR"),
    (r"\bConference on Language Modeling\b", "COLM"),
    (r"\bConference on Learning Theory\b", "COLT"),
    (r"\bConference on Robot Learning\b", "CoRL"),
    (r"\bEmpirical Methods in Natural Language Processing\b", "EMNLP"),
    (r"\bEuropean Conference on Computer Vision\b", "ECCV"),
    (r"\bInternational Conference on Artificial Neural Networks\b", "ICANN"),
    (r"\bInternational Conference on Computer Vision\b(?! (?:and|theory))", "ICCV"),
    (r"\bInternational Conference on Learning Representations\b", "ICLR"),
    (r"\bInternational Conference on Machine Learning\b(?! (?:and|for)\b)", "ICML"),
    (r"\bInternational Conference on Robotics and Automation\b", "ICRA"),
    (r"\bInternational Joint Conferences? on Artificial Intelligence\b", "IJCAI"),
    (r"\bInternational Joint Conference on Neural Networks\b", "IJCNN"),
    (r"\bLearning for Dynamics (?:and|&) Control\b", "L4DC"),
    (r"(?<!Findings of the )(?<!Chapter of the )\bAssociation for Computational Linguistics\b", "ACL"),
    (r"\bNeural Information Processing Systems\b(?! track\b)", "NeurIPS"),
    (r"\bNorth American Chapter of the Association for Computational Linguistics\b", "NAACL"),
    (r"\bSIGKDD\b.*\bKnowledge Discovery\b", "KDD"),
    (r"\bUncertainty in Artificial Intelligence\b", "UAI"),
)
"""The part of each name that is in all of its spellings, and the short one."""
KNOWN = tuple((re.compile(pattern, re.I), short) for pattern, short in FULL_NAMES)
BESIDE = re.compile(
    r"\b(?:workshops?|companion|findings|tutorials?|doctoral|competition|student)\b", re.I
)
"""What is held beside a conference, under its name."""
YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


def short_name(container: str, year: str) -> str | None:
    """Return a conference as records write it, NeurIPS 2017, None if its name is not known.

    `year` is taken where the name of the proceedings holds none.
    """
    found = {short for pattern, short in KNOWN if pattern.search(container)}
    years = set(YEAR.findall(container)) or {year}
    if len(found) != 1 or len(years) != 1 or not all(years) or BESIDE.search(container):
        return None
    return f"{found.pop()} {years.pop()}"
