"""What runs around a learner's code: the only part of convedu that the jail shows."""
