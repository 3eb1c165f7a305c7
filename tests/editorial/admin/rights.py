"""Who may do what on each page of the admin; `test_rights.py` tries every word of it.

*public* and *draft* say which rows: what the public reads, and what it does not read yet. The last
words name the actions of a list. A role without a line may do nothing.
"""

# What an article, a school or a program is: written as a draft, published by an editor.
PUBLISHED = {
    "Writers": "list add read-public read-draft change-draft submit",
    "Editors": "list add read-public change-public read-draft change-draft"
    " submit publish withdraw archive release",
}
# A piece of such a page; it stands with the page, so its rights follow the page's state.
PIECE = {
    "Writers": "list read-public read-draft change-draft delete-draft",
    "Editors": "list add read-public change-public delete-public delete-public-from-the-list"
    " read-draft change-draft delete-draft delete-draft-from-the-list release",
}
# Reference data: public as soon as it is saved.
LIVE = {
    "Writers": "list read-public",
    "Editors": "list add read-public change-public release",
}
# The log of changes is only read.
LOG = {"Writers": "list read-public", "Editors": "list read-public"}

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
        "Writers": "list read-public",
        "Editors": "list add read-public change-public delete-public delete-public-from-the-list",
    },
    "editorial.datachange": LIVE,
    # Visitors send them; whoever is at hand settles them.
    "editorial.report": {
        "Writers": "list read-public change-public",
        "Editors": "list read-public change-public",
    },
    # Put off from a list of what waits, never from here.
    "editorial.snooze": {
        "Writers": "list read-public",
        "Editors": "list read-public change-public delete-public delete-public-from-the-list",
    },
    # A new source shows nowhere until something published cites it.
    "editorial.source": {**LIVE, "Writers": "list add read-public"},
    # Bringing a file in and deciding about it are pages of their own.
    "editorial.upload": LOG,
    "schools.accreditation": PIECE,
    "schools.earningstest": LIVE,
    "schools.fieldoutcome": LIVE,
    "schools.program": PUBLISHED,
    "schools.school": PUBLISHED,
    "schools.synonym": PUBLISHED,
}
