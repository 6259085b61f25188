"""The process in which a submission runs, and what it may do there."""
