"""The instructor's notebook: what is asked, what is checked, what it is worth."""
