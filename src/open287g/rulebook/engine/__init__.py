"""From facts to verdicts: one expression on every engine.

`given` reads facts as people tell them and `prepare` those of files; `derive` adds what provisions read beside them,
with `calendar` and `instants` for working time. `standing` is asked once for an officer and day, `evaluate` over
every act; `digits` packs results. For one act the same expression is a program: `compiling` makes it of `one_act`, by
`operations`, `compiled` reads the one that is shipped, and `interpret` runs its `steps`.
"""
