"""Zip files that are the same whenever and wherever they are written: Word papers, workbooks and packs."""

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can name
FIRST = "[Content_Types].xml"  # Office looks for it at the front


def zip_again(data: bytes) -> bytes:
    """The same files under the same names, all dated 1 January 1980, in the order of their names, deflated.

    ValueError where a name stands twice, as then nobody can say which file is meant; zipfile.BadZipFile for bytes that
    are no zip.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        names = given.namelist()
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"The zip holds {twice[0]} twice.")
        return zipped({name: given.read(name) for name in names})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of the files by name, made the same way; the order of the dictionary does not matter."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # what ZipInfo says of Unix, said on Windows too
            entry.external_attr = 0o644 << 16
            made.writestr(entry, files[name])
    return held.getvalue()
