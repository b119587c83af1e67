"""From a PDF to running text: `pdf` opens it within `limits`, `page_text` believes its layer or asks `ocr` (`engines`).

`shifted_fonts` reads what a font garbles; `margins` and `agency_names` are taken out; `running_text` is what is left.
"""
