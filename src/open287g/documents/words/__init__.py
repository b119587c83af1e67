"""The words of editions: `tokens` cut from a page, cleared of noise by `vocabulary`, `fingerprints` of each three;
`printed` has every word as it stands."""
