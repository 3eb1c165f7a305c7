"""Files of the Bureau of Labor Statistics and O*NET as handed out, one module a format."""
