"""Reconcile the Numbers."""
