"""What a curator waits for: seconds from a saved record to its page under `mkdocs serve`."""

import yaml

from generator.yamlfiles import read as yamlfile
from serving import serving


def seconds(folder):
    """Serve a project, edit the first of its records, and return how long its page takes to say so."""
    record = min((folder / "catalog/papers").iterdir())
    facts = yaml.safe_load(record.read_text("utf-8"))
    edited = facts | {"summary": f"{facts['summary']} Changed while it was served."}
    with serving(folder) as server:
        record.write_text(yamlfile.dump(edited), "utf-8")
        return server.until(
            lambda: "Changed while it was served." in server.page(f"papers/{record.stem}/")
        )
