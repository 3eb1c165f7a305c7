"""Files of IPEDS as their publisher hands them out, one module a format."""
