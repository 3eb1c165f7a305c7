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
