"""The Channel Stack."""
