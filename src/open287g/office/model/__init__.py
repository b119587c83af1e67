"""The office as data: who may do what, which events there are, and how each moves its subject from state to state."""
