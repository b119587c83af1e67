"""What a document says. `fields`: the agency, and from the `signature_page` by `signers` who signed, as what and when.

`clauses`: where each section stands. `word_changes`: every word beside the edition's, by `word_classes`, a short one
misread on `worn_pages` left out; each change is looked at again by `second_reading`. `differences`: `page_faults` and
changes as they are told; `variants` says whose wording it is, `marks` what lies over the words, `checked` how much was
compared.
"""
