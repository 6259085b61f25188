"""Inside a Network."""
