"""What an agreement costs, who pays it, what comes back, and what may be owed in court.

`note` is the flow: `assumptions` says what is known of prices and hours, and `assumption_file` reads a user's own;
`draws` makes thousands of possible years of them; `lines` counts each cost, one function a line, `legal` what courts
may order, `repayment` what comes back; `totals` sums by payer and basis. `sensitivity` says which assumption matters,
`score` holds an earlier note against what happened. `registers` are dated figures, each with its source.
"""
