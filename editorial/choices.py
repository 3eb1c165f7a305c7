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
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
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


class UploadState(TextChoices):
    """How far a file that staff brought in has come."""

    PENDING = "pending", "Waiting to be read"
    PARSING = "parsing", "Being read"
    READY = "ready", "Ready to decide"
    PARTLY = "partly", "Partly accepted"
    ACCEPTED = "accepted", "Accepted"
    FAILED = "failed", "Cannot be read"
    INTERRUPTED = "interrupted", "Interrupted"
    UNDONE = "undone", "Undone"


class Work(TextChoices):
    """What a worker has still to do for an upload."""

    READ = "read", "Read the file"
    ACCEPT = "accept", "Write what was accepted"
    UNDO = "undo", "Take back what was accepted"


class DifferenceGroup(TextChoices):
    """What a difference between a file and the site comes to."""

    CONFLICTING = "conflicting", "Against a person's correction"
    GONE = "gone", "Gone from the file"
    CHANGED = "changed", "Changed"
    NEW = "new", "New"


class ChangeTopic(TextChoices):
    """What decides for a reader, so that staff may look at it first."""

    MONEY = "money", "Money"
    ACCREDITATION = "accreditation", "Accreditation"


class MatchDecision(TextChoices):
    MATCHED = "matched", "Matched"
    NONE = "none", "None of these"
