"""The kinds of record, and where the files of each lie."""

from dataclasses import dataclass

from .model.growth import Onboarding, Term, Training
from .model.law import Element, Regulation, StateQuestion
from .model.people import Designation, Person, Role, Separation, Topic
from .model.policy import Category, Policy
from .model.practice import Department, Practice, Purpose
from .model.record import Record
from .model.work import Checklist, Emergency, Form, Procedure


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    `name` is the word for one of them; `table` is where a Handbook keeps them.
    `folder` holds one file for each record, below one more folder where `nested`;
    `file` holds the one record, or a list of them under `key`.
    """

    name: str
    table: str
    record: type[Record]
    folder: str = ""
    nested: bool = False
    file: str = ""
    key: str = ""
    needed: bool = False

    @property
    def example(self) -> str:
        """The path of a file of this kind, for people."""
        inner = "<category>/<id>.yaml" if self.nested else "<id>.yaml"
        return f"data/{self.file}" if self.file else f"data/{self.folder}/{inner}"


KINDS = (
    Kind("practice", "practice", Practice, file="practice.yaml", needed=True),
    Kind("purpose", "purpose", Purpose, file="purpose.yaml", needed=True),
    Kind("department", "departments", Department, file="departments.yaml", key="departments"),
    Kind("role", "roles", Role, folder="roles"),
    Kind("person", "people", Person, folder="people"),
    Kind("designation", "designations", Designation, file="designations.yaml", key="designations"),
    Kind("separation", "separations", Separation, file="designations.yaml", key="separations"),
    Kind("category", "categories", Category, file="categories.yaml", key="categories"),
    Kind("policy", "policies", Policy, folder="policies", nested=True),
    Kind("procedure", "procedures", Procedure, folder="procedures"),
    Kind("form", "forms", Form, folder="forms"),
    Kind("emergency", "emergencies", Emergency, file="emergencies.yaml", key="emergencies"),
    Kind("regulation", "regulations", Regulation, folder="regulations"),
    Kind("state-question", "state_questions", StateQuestion, file="state.yaml", key="questions"),
    Kind("element", "elements", Element, file="compliance.yaml", key="elements"),
    Kind("onboarding", "onboarding", Onboarding, folder="onboarding"),
    Kind("training", "trainings", Training, folder="training"),
    Kind("checklist", "checklists", Checklist, folder="checklists"),
    Kind("topic", "topics", Topic, file="topics.yaml", key="topics"),
    Kind("term", "terms", Term, file="glossary.yaml", key="terms"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_RECORD = {kind.record: kind for kind in KINDS}
FOLDERS = {kind.folder: kind for kind in KINDS if kind.folder}
FILES: dict[str, tuple[Kind, ...]] = {
    file: tuple(kind for kind in KINDS if kind.file == file)
    for file in dict.fromkeys(kind.file for kind in KINDS if kind.file)
}


def kind_of(record: Record) -> Kind:
    """The kind of a record, also of one that could be read in parts only."""
    return next(BY_RECORD[c] for c in type(record).__mro__ if c in BY_RECORD)
