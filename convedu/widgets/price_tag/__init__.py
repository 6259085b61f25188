"""The Price Tag."""
