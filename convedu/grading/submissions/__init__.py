"""Who handed in what, and which cells of it are the answers."""
