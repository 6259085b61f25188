"""The Stack Explorer."""
