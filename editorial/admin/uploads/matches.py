"""What people say that rows of a list mean, where the list names ours in words."""

from django.http import HttpRequest
from django.utils import timezone

from editorial.changes.recording import name_of
from editorial.choices import MatchDecision
from editorial.models import RowMatch, Upload

NONE = "none"


def keep_matches(upload: Upload, request: HttpRequest) -> int:
    """Store what was chosen of the candidates; answer for how many rows."""
    decided = []
    for match in upload.matches.filter(decision=""):
        chosen = request.POST.get(f"match-{match.pk}", "")
        candidates = {str(one["pk"]): one for one in match.candidates}
        if chosen == NONE:
            match.decision, match.object_pk = MatchDecision.NONE, None
        elif chosen in candidates:
            match.decision = MatchDecision.MATCHED
            match.object_pk = candidates[chosen]["pk"]
        else:
            # Not tried.
            continue
        match.confidence = 100
        match.decided_by_name = name_of(request.user)
        match.decided_at = timezone.now()
        decided.append(match)
    fields = ["decision", "object_pk", "confidence", "decided_by_name", "decided_at"]
    RowMatch.objects.bulk_update(decided, fields)
    return len(decided)
