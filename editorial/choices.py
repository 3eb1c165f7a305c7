"""Fixed lists about how content is published and how well a figure is known."""

from django.db.models import TextChoices


class Status(TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class Kind(TextChoices):
    """How a figure came to be; shown beside it and carried by every export."""

    PUBLISHED = "published", "Published"
    DERIVED = "derived", "Derived"
    ESTIMATED = "estimated", "Estimated"
    SCHOOL_REPORTED = "school-reported", "School-reported"
    HISTORICAL = "historical", "Historical"


class ChangeKind(TextChoices):
    """Who or what proposed a set of changes; loading the fixtures counts as an import."""

    EDIT = "edit", "Edit"
    IMPORT = "import", "Import"
    PROPOSAL = "proposal", "Proposal"
    REPORT = "report", "Report"
    ROLLOVER = "rollover", "Rollover"
    UNDO = "undo", "Undo"


class SetState(TextChoices):
    """How far a set of changes has come."""

    PENDING = "pending", "Pending"
    ACCEPTED = "accepted", "Accepted"
    FAILED = "failed", "Failed"
    INTERRUPTED = "interrupted", "Interrupted"


class Action(TextChoices):
    CREATE = "create", "Created"
    CHANGE = "change", "Changed"
    ARCHIVE = "archive", "Archived"
    RELATE = "relate", "Related to others"
    DELETE = "delete", "Deleted"
    RELEASE = "release", "Opened to imports"


class Decision(TextChoices):
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    KEPT = "kept", "Kept as a person corrected it"
    CONFLICT = "conflict", "In the way of what a person did"
