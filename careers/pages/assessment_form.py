"""The answers of the assessment, read from the query string."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from careers.choices import State
from careers.models import AssessmentOption, AssessmentQuestion

UNKNOWN = "We do not know that answer; choose one of these."
TWICE = "Answered more than once; choose one."


class AssessmentForm(forms.Form):
    """One optional choice a question, and the visitor's state."""

    state = forms.ChoiceField(
        required=False,
        label="Your state (optional)",
        choices=[("", "Not said"), *State.choices],
        error_messages={"invalid_choice": "We do not know that state."},
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
        help_text="Changes no points. It turns the links to pay and programs to your state.",
    )

    def __init__(
        self, data: QueryDict, questions: Iterable[AssessmentQuestion]
    ) -> None:
        super().__init__(data)
        self.questions = list(questions)
        for question in self.questions:
            options = [(option.value, option.label) for option in options_of(question)]
            self.fields[question.slug] = forms.ChoiceField(
                required=False,
                label=question.text,
                widget=forms.RadioSelect,
                choices=[*options, ("", "No answer")],
                error_messages={"invalid_choice": UNKNOWN},
                help_text=question.help,
            )
        self.order_fields([question.slug for question in self.questions])

    def clean(self) -> None:
        for name in self.fields:
            if len(set(self.data.getlist(name))) > 1 and name not in self.errors:
                self.add_error(name, TWICE)

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[question.slug] for question in self.questions]

    @property
    def chosen(self) -> list[AssessmentOption]:
        """The answers that were understood, in the order of their questions."""
        return [
            option
            for question in self.questions
            for option in options_of(question)
            if option.value == self.cleaned_data.get(question.slug)
        ]

    @property
    def unanswered(self) -> list[tuple[int, AssessmentQuestion]]:
        """Each with its number on the page."""
        return [
            (number, question)
            for number, question in enumerate(self.questions, 1)
            if not self.cleaned_data.get(question.slug)
        ]

    @property
    def state_code(self) -> str:
        return self.cleaned_data.get("state") or ""


def options_of(question: AssessmentQuestion) -> list[AssessmentOption]:
    return list(question.options.all())
