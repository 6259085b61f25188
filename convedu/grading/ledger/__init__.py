"""The grader's room `ledger`."""
