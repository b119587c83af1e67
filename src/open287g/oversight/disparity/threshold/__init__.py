"""The threshold test: from searches and hits of each place and group, how much suspicion a search took.

`model` says what is observed given a threshold, `normal` integrates places and thresholds out, `fit` does so over the
spread of thresholds and tells the answer, `nuts` asks the same of the field's sampler (the extra `nuts`).
"""
