"""The threshold test: from searches and hits of each place and group, how much suspicion a search took.

`model` says what is observed given a threshold. `fit` is the flow: `normal` finds where to begin, `walk` draws from the
posterior in the coordinates of `bent`, steered by `slopes`. `nuts` asks the same of the field's sampler (extra `nuts`).
"""
