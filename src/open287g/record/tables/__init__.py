"""The record's tables: one file each, with its columns and the function that fills them.

`declare` says how a table is declared, `catalog` lists them in the order of writing, `database` writes the file
beside the old one and puts it in its place at once.
"""
