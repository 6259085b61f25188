"""The instructor's grader: jailed, in two processes, with nbval as the judge."""
