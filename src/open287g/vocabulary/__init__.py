"""What every room must name alike.

`facts` are what a decision rests on, with kind, bounds and orders; `fact_words` their words in both languages;
`cells`, `moments` and `zones` say how a value, a time and a zone are written; `editions` and `labels` name the texts
and the record's codes; `file_names` the files; `messages` are the two languages.
"""
