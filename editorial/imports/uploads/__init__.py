"""Files that staff bring in: unpacked, recognised, compared, decided, applied."""
