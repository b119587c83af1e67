"""From a PDF to running text: `pdf` opens it within `limits`, `page_text` believes its layer or asks `ocr` (`engines`).

`shifted_fonts` reads what a font garbles, `look_alikes` letters of other alphabets; `drawn_over` and `without_ink` find
words that a page does not show. `margins`, whose `running_lines` repeat, and `agency_names` are taken out;
`running_text` is what is left.
"""
