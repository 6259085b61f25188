"""The Border Lab."""
