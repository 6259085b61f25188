"""The colours that pictures share, whatever draws them."""

ACCENT = "#b0126b"
SIGNED_COLOURS = ("#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06")
"""Blue, white, orange: safe for the common colour blindnesses; 0 belongs in the middle."""
