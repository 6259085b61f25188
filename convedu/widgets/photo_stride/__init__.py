"""Photo Stride."""
