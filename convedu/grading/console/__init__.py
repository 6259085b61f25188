"""The grader's commands: what they print, and how."""
