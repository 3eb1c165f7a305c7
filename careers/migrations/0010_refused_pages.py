from urllib.parse import urlsplit

from django.db import migrations

NOT_CITED = (
    "alliedhealthexam.com",
    "blogspot.com",
    "cdipeexam.com",
    "cehrsexam.com",
    "chdaexam.com",
    "findmedicalassistantprograms.org",
    "healthinformationmanagementprograms.com",
    "himdegree.org",
    "medcodely.com",
    "medicoexam.com",
    "open-exam-prep.com",
    "pages.dev",
    "practicetestgeeks.com",
    "quizzprep.com",
    "winenfood.com",
    "cms-qa.ahima.org",
    "cms-test.ahima.org",
    "conference-test.ahima.org",
)


def is_cited_no_more(url: str) -> bool:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(host == name or host.endswith(f".{name}") for name in NOT_CITED)


def drop_refused_pages(apps, schema_editor):
    """No import takes away what an earlier one brought, so links and rates go here."""
    sources = apps.get_model("editorial", "Source").objects.values_list("pk", "url")
    gone = [pk for pk, url in sources if is_cited_no_more(url)]
    for model in ("CredentialSource", "PassRate"):
        apps.get_model("careers", model).objects.filter(source__in=gone).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0009_interview_form"),
        ("editorial", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(drop_refused_pages, migrations.RunPython.noop),
    ]
