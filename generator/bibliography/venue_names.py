"""Venues by their full names, and by the short ones that records have."""

import re

CONFERENCES = {
    "AAAI": "AAAI Conference on Artificial Intelligence",
    "ACL": "Annual Meeting of the Association for Computational Linguistics",
    "AISTATS": "International Conference on Artificial Intelligence and Statistics",
    "ALT": "International Conference on Algorithmic Learning Theory",
    "COLM": "Conference on Language Modeling",
    "COLT": "Conference on Learning Theory",
    "CoRL": "Conference on Robot Learning",
    "CVPR": "Conference on Computer Vision and Pattern Recognition",
    "ECCV": "European Conference on Computer Vision",
    "EMNLP": "Conference on Empirical Methods in Natural Language Processing",
    "GECCO": "Genetic and Evolutionary Computation Conference",
    "ICANN": "International Conference on Artificial Neural Networks",
    "ICASSP": "International Conference on Acoustics, Speech and Signal Processing",
    "ICCV": "International Conference on Computer Vision",
    "ICLR": "International Conference on Learning Representations",
    "ICML": "International Conference on Machine Learning",
    "ICRA": "International Conference on Robotics and Automation",
    "IJCAI": "International Joint Conference on Artificial Intelligence",
    "IJCNN": "International Joint Conference on Neural Networks",
    "KDD": "SIGKDD Conference on Knowledge Discovery and Data Mining",
    "L4DC": "Learning for Dynamics and Control Conference",
    "LoG": "Learning on Graphs Conference",
    "NAACL": "Conference of the North American Chapter of the Association for Computational Linguistics",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "SC": "International Conference for High Performance Computing, Networking, Storage and Analysis",
    "SIGMOD": "International Conference on Management of Data",
    "UAI": "Conference on Uncertainty in Artificial Intelligence",
    "WACV": "Winter Conference on Applications of Computer Vision",
    "WSDM": "International Conference on Web Search and Data Mining",
}
"""Full names by the short ones."""
JOURNALS = {
    "JMLR": "Journal of Machine Learning Research",
    "PNAS": "Proceedings of the National Academy of Sciences",
    "TMLR": "Transactions on Machine Learning Research",
}
SPELLINGS = {
    "ACL": r"(?<!Findings of the )(?<!Chapter of the )\bAssociation for Computational Linguistics\b",
    "AISTATS": r"\bArtificial Intelligence and Statistics\b",
    "ALT": r"\bAlgorithmic Learning Theory\b",
    "CVPR": r"\bComputer Vision and Pattern Recognition\b",
    "EMNLP": r"\bEmpirical Methods in Natural Language Processing\b",
    "ICASSP": r"\bAcoustics, Speech,? (?:and|&) Signal Processing\b",
    "ICCV": r"\bInternational Conference on Computer Vision\b(?! (?:and|theory))",
    "ICML": r"\bInternational Conference on Machine Learning\b(?! (?:and|for)\b)",
    "ICRA": r"\bInternational Conference on Robotics and Automation\b",
    "IJCAI": r"\bInternational Joint Conferences? on Artificial Intelligence\b",
    "KDD": r"\bSIGKDD\b.*\bKnowledge Discovery\b",
    "L4DC": r"\bLearning for Dynamics (?:and|&) Control\b",
    "NAACL": r"\bNorth American Chapter of the Association for Computational Linguistics\b",
    "NeurIPS": r"\bNeural Information Processing Systems\b(?! track\b)",
    "UAI": r"\bUncertainty in Artificial Intelligence\b",
    "WACV": r"\bWinter Conference on Applications of Computer Vision\b",
    "WSDM": r"\bWeb Search and Data Mining\b",
}
"""What is in all spellings of a name, where that is not the whole name."""
KNOWN = {
    short: re.compile(SPELLINGS.get(short, rf"\b{re.escape(name)}\b"), re.I)
    for short, name in CONFERENCES.items()
}
BESIDE = re.compile(
    r"\b(?:workshops?|companion|findings|tutorials?|doctoral|competition|student)\b", re.I
)
"""What is held beside a conference, under its name."""
YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


def short_name(container: str, year: str) -> str | None:
    """Return a conference as records write it, NeurIPS 2017, None if its name is not known.

    `year` is taken where the name of the proceedings holds none.
    """
    found = {short for short, pattern in KNOWN.items() if pattern.search(container)}
    years = set(YEAR.findall(container)) or {year}
    if len(found) != 1 or len(years) != 1 or not all(years) or BESIDE.search(container):
        return None
    return f"{found.pop()} {years.pop()}"


def full_name(name: str) -> str:
    """Return the full name of a venue, after which a conference has its short one in brackets."""
    if name in CONFERENCES:
        return f"{CONFERENCES[name]} ({name})"
    return JOURNALS.get(name, name)
