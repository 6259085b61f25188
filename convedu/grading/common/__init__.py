"""What every room of the grader may use: text, processes, reading Python without running it."""
