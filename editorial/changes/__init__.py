"""Recording every change, and reading from the record what people decided."""
