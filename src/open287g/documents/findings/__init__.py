"""What a document says. `fields`: the agency, and from the `signature_page` by `signers` who signed, as what and when.

`clauses`: where each section stands. `differences`: `page_faults`, then each gap as `gap_judge` tells what it is, by
`filled_blanks` and `lost_text`.
"""
