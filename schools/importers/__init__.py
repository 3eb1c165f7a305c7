"""Readers of the official files about schools and programs, one module a source."""
