"""Reading ICE's releases under FOIA."""
