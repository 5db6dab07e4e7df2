"""Short names of venues for search, and the year of publication."""

from generator.catalog.records import Paper

SHORT = {
    "Computer Methods in Applied Mechanics and Engineering": ("CMAME",),
    "IEEE Transactions on Information Theory": ("TIT",),
    "IEEE Transactions on Neural Networks and Learning Systems": ("TNNLS",),
    "IEEE Transactions on Pattern Analysis and Machine Intelligence": ("TPAMI", "PAMI"),
    "JMLR": ("Journal of Machine Learning Research",),
    "Journal of Advances in Modeling Earth Systems": ("JAMES",),
    "Journal of Computational Physics": ("JCP",),
    "Journal of Machine Learning Research": ("JMLR",),
    "Journal of Statistical Mechanics: Theory and Experiment": ("JSTAT",),
    "Journal of the Mechanics and Physics of Solids": ("JMPS",),
    "NeurIPS": ("NIPS", "Neural Information Processing Systems"),
    "PNAS": ("Proceedings of the National Academy of Sciences",),
    "Philosophical Transactions of the Royal Society A": ("Phil Trans A",),
    "Physical Review Letters": ("PRL", "Phys Rev Lett"),
    "Physical Review Research": ("PRR",),
    "Physical Review X": ("PRX",),
    "SIAM Journal on Mathematics of Data Science": ("SIMODS",),
    "SIAM Journal on Scientific Computing": ("SISC",),
    "TMLR": ("Transactions on Machine Learning Research",),
    "The Journal of Chemical Physics": ("JCP", "J Chem Phys"),
}
"""Other names of venues by the name that records have; a title that holds them means the venue."""


def year(paper: Paper) -> str:
    """Return the year of publication at the venue, or of the preprint where the venue has none."""
    published = paper.published_in
    return (published.year if published else "") or paper.year
