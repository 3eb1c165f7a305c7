"""Titles of documents about a school or a program: read whole, and no two alike."""

import re

from django.utils.text import slugify

from careers.choices import AwardLevel
from schools.models import Program, School
from web.templatetags.heads import MOST_LETTERS, fitting

SHORT_FIELD = {
    "Health Information and Medical Records Technology": "Health Information Technology",
    "Health Information and Medical Records Administration": "Health Information Administration",
    "Medical Administrative Assistant and Secretary": "Medical Administrative Assistant",
    "Medical Insurance and Billing": "Medical Billing",
    "Health and Medical Administrative Services": "Health Administrative Services",
    "Health Management and Clinical Assistant": "Health Management Assistant",
    "Healthcare Information Privacy and Security": "Health Information Privacy",
}
SHORT_AWARD = {
    AwardLevel.CERT_UNDER_1: "short certificate",
    AwardLevel.CERT_1_2: "certificate",
    AwardLevel.CERT_2_4: "long certificate",
    AwardLevel.ASSOCIATE: "associate",
    AwardLevel.BACHELOR: "bachelor’s",
    AwardLevel.POSTBACC: "post-bachelor’s",
    AwardLevel.MASTER: "master’s",
    AwardLevel.POST_MASTER: "post-master’s",
    AwardLevel.DOCTORATE: "doctorate",
}
SHORT_WORDS = {
    "Administrative": "Admin",
    "Administration": "Admin",
    "Assistant": "Asst",
    "Information": "Info",
    "Technology": "Tech",
    "certificate": "cert.",
}
SHORT_NAMES = {
    "Community and Technical College": "CTC",
    "Community & Technical College": "CTC",
    "Community College": "CC",
    "Technical College": "TC",
    "State University": "State U",
    "University": "U",
    "College of Applied Technology": "CAT",
    "Institute": "Inst.",
    "and": "&",
}


def is_namesake(school: School) -> bool:
    """Other schools have that name, so the slug says more than it."""
    return school.slug != slugify(school.name)


def locality(school: School) -> str:
    """The city; the street where a namesake stands in the same one."""
    if school.slug.endswith(f"-{school.unitid}") and school.address:
        return school.address.partition(",")[0]
    return school.city


def award_label(program: Program) -> str:
    label, added = program.get_award_level_display().lower(), variant(program)
    return f"{label}, {added}" if added else label


def variant(program: Program) -> str:
    """What its slug adds to title and award, where one school has two of both."""
    plain = slugify(f"{program.title} {program.award_level}")
    head, _, added = program.slug.partition(plain)
    return "" if head else added.strip("-").replace("-", " ")


def program_title(program: Program) -> str:
    """The fullest of several ways to say it that is short enough."""
    title, school = program.title, program.school
    field = SHORT_FIELD.get(title, title)
    short = f"{field}, {variant(program) or SHORT_AWARD[program.award_level]}"
    shorter = abbreviated(short, SHORT_WORDS)
    name = abbreviated(school.name, SHORT_NAMES)
    ways = [
        f"{title}, {award_label(program)}, {school.name}, {locality(school)}",
        f"{short}, {school.name}, {locality(school)}",
    ]
    if is_namesake(school):
        ways.append(f"{shorter}, {school.name}, {locality(school)}")
    else:
        ways += [
            f"{title}, {award_label(program)}, {school.name}",
            f"{short}, {school.name}",
            f"{shorter}, {school.name}",
            f"{shorter}, {name}",
        ]
    return fitting(*ways, f"{shorter}, {squeezed(school, shorter)}")


def squeezed(school: School, beside: str) -> str:
    """Name and place in the room that is left."""
    room = MOST_LETTERS - len(beside) - len(", ")
    name = abbreviated(school.name, SHORT_NAMES)
    if is_namesake(school):
        return f"{cut(name, room - len(locality(school)) - 2)}, {locality(school)}"
    return cut(name, room)


def school_title(school: School) -> str:
    plain = f"{school.name}, {locality(school)}, {school.state}"
    whole = f"{plain}: health information programs"
    name = cut(school.name, MOST_LETTERS - len(", OH"))
    return fitting(whole, plain, f"{name}, {school.state}")


def abbreviated(words: str, forms: dict[str, str]) -> str:
    for long, short in forms.items():
        words = re.sub(rf"\b{long}\b", short, words)
    return words


def cut(name: str, most: int) -> str:
    """Without its middle: campuses of one school differ at the end of their names."""
    if len(name) <= most:
        return name
    start, end = name[: most // 2].rstrip(" ,-"), name[-(most - most // 2 - 1) :]
    return f"{start}…{end.lstrip(' ,-')}"
