"""A published position as one zip: for a web page or a Freedom of Information request, or, whole, for an auditor."""

from oxdash.publication import manifest
from oxdash.publication.shelf import PUBLIC, Published
from oxdash.storage.same_bytes import zipped


def pack(one: Published, *, audit: bool = False) -> bytes:
    """The public files and the manifest; with ``audit`` also the register, returns and receipts (managers only).

    Unreadable where a file is not the one that was published. The same bytes each time.
    """
    paths = [path for path in one.manifest.files if audit or path.startswith(f"{PUBLIC}/")]
    files = {manifest.NAME: one.manifest.to_bytes(), **{path: one.read(path) for path in paths}}
    return zipped({f"{one.reference}/{path}": data for path, data in files.items()})
