"""The pages of the office: server-rendered, in English and Spanish, without scripts; the atlas never reads them.

`app` puts together `guard` (bounds, headers, errors), `sessions` (who is there, CSRF) and the `pages`. A page gets a
`View`; it shows what the account's `Desk` opens, and sends what is posted through `office.record`, the one way in.
"""
