"""Bringing a file in, deciding what of it is taken, taking it back."""
