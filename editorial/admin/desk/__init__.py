"""What stands beside a form: reports, proposals, the next publishing state and what it lacks."""
