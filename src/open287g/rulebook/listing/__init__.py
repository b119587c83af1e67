"""The rulebook as rows and sentences to read.

`rows` lists provisions and facts, `spanish` their Spanish words, `powers` what each model allows; `compare` tells
editions and models apart; `sections` and `coverage` lay the texts, the code and the scenarios side by side.
"""
