"""What is put on disk for others.

`release` is a dated, citable export; `feeds` are Atom and JSON Feed; `dossier` is a printable paper; `folder` is a
site as files, its links checked; `tables` writes JSON the same everywhere.
"""
