"""Who may do what on each page of the admin; `test_rights.py` tries every word of it.

*public* and *draft* say which rows: what the public reads, and what it does not read yet. The last
words name the actions of a list. A role without a line may do nothing.
"""

READS = "list read-public"
READS_ALL = "list read-public read-draft"
# Those who only look, and those who look at everything but what is theirs to decide.
LOOKING = {"Auditors": READS, "Publishers": READS, "Reviewers": READS}
LOOKING_AT_DRAFTS = {
    "Auditors": READS_ALL,
    "Publishers": READS_ALL,
    "Reviewers": READS_ALL,
}

# What an article, a school or a program is: written as a draft, published by an editor.
PUBLISHED = {
    "Writers": "list add read-public read-draft change-draft submit",
    "Editors": "list add read-public change-public read-draft change-draft"
    " submit publish withdraw archive release",
    **LOOKING_AT_DRAFTS,
    "Publishers": f"{READS_ALL} publish withdraw archive",
}
# A piece of such a page; it stands with the page, so its rights follow the page's state.
PIECE = {
    "Writers": "list read-public read-draft change-draft delete-draft",
    "Editors": "list add read-public change-public delete-public delete-public-from-the-list"
    " read-draft change-draft delete-draft delete-draft-from-the-list release",
    **LOOKING_AT_DRAFTS,
}
# Reference data: public as soon as it is saved.
LIVE = {
    "Writers": "list read-public",
    "Editors": "list add read-public change-public release",
    **LOOKING,
}
# The log of changes is only read.
LOG = {"Writers": READS, "Editors": READS, **LOOKING}

RIGHTS = {
    "careers.area": LIVE,
    "careers.assessmentoption": PIECE,
    "careers.assessmentquestion": PUBLISHED,
    "careers.career": PUBLISHED,
    "careers.careerpair": PUBLISHED,
    "careers.careerpath": PIECE,
    "careers.credential": PUBLISHED,
    "careers.employershare": LIVE,
    "careers.guide": PUBLISHED,
    "careers.industrypay": LIVE,
    "careers.occupation": LIVE,
    "careers.organization": PUBLISHED,
    "careers.outlook": LIVE,
    "careers.pay": LIVE,
    "careers.payrelease": {**LIVE, "Editors": f"{LIVE['Editors']} make_current"},
    "editorial.change": LOG,
    "editorial.changeset": LOG,
    "editorial.checkinterval": {
        **LOOKING,
        "Writers": "list read-public",
        "Editors": "list add read-public change-public delete-public delete-public-from-the-list",
    },
    "editorial.datachange": LIVE,
    # Set and cancelled on the page of what is published.
    "editorial.publishingtime": LOG,
    # Visitors send them; whoever is at hand settles them.
    "editorial.report": {
        **LOOKING,
        "Writers": "list read-public change-public",
        "Editors": "list read-public change-public",
    },
    # Put off from a list of what waits, never from here.
    "editorial.snooze": {
        **LOOKING,
        "Writers": "list read-public",
        "Editors": "list read-public change-public delete-public delete-public-from-the-list",
    },
    # A new source shows nowhere until something published cites it.
    "editorial.source": {**LIVE, "Writers": "list add read-public"},
    # Bringing a file in and deciding about it are pages of their own.
    "editorial.upload": LOG,
    # A word on accreditation asks for nothing of its program.
    "schools.accreditation": {
        **PIECE,
        "Reviewers": "list add read-public change-public read-draft change-draft release",
    },
    "schools.earningstest": LIVE,
    "schools.fieldoutcome": LIVE,
    "schools.program": PUBLISHED,
    "schools.school": PUBLISHED,
    "schools.synonym": PUBLISHED,
}
