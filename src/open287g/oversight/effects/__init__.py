"""The effect of agreements on an outcome: an estimate, or a refusal with reasons and a design that could answer.

`run` is the flow: `outcomes` reads the panel, `treatment` says when each unit began, `clean` asks whether the two allow
an answer, `engine` estimates (diff-diff), `bounds` says what is left where trends were not parallel. `published` is the
register of what others found.
"""
