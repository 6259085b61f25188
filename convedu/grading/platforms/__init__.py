"""What is particular to a learning platform: its layout of files, its table of grades."""
