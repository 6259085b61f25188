"""What runs inside the jail, which sees no more of convedu; it imports nothing else of it."""
