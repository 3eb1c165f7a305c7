"""How staff sign in: a password, and a code from an app on their phone."""
