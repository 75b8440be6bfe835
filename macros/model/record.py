"""What every record shares, and the kinds of value its fields hold."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Path = tuple[str | int, ...]


class At(NamedTuple):
    """A spot in a record: the path of keys and list positions that leads to a value.

    `text` is the part of the value that is meant, where only a part is.
    """

    record: "Record"
    path: Path
    text: str = ""

    def showing(self, text: str) -> "At":
        """Point at the first place of `text` within the value."""
        return self._replace(text=text)


class Record(BaseModel):
    """One thing of the handbook, as one file or one list item says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(
        "",
        description="Stable name, made of lower-case words and hyphens; never changes.",
        json_schema_extra={"hidden": True},
    )
    _origin: Any = PrivateAttr(None)
    _leaves: Any = PrivateAttr(None)

    def at(self, *path: str | int) -> At:
        """Name a spot in this record, for a finding."""
        return At(self, path)

    def came_from(self, origin: object) -> None:
        """Remember where the record was read; only the loader calls this and looks at it."""
        self._origin = origin


class Part(BaseModel):
    """A piece of a record that has no life of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Rich(str):
    """Text that may hold Markdown."""

    __slots__ = ()
    form: ClassVar[str]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(min_length=1, strip_whitespace=True)
        )


class Prose(_Rich):
    """Paragraphs and lists in Markdown."""

    __slots__ = ()
    form = "prose"


class Phrase(_Rich):
    """One sentence or a few, with Markdown for emphasis and links, never a block."""

    __slots__ = ()
    form = "phrase"


class Opaque:
    """Marks a text that programs write and nobody reads as words."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose value is the id of a record of `kind`, or one of `words`."""

    kind: str
    words: tuple[str, ...] = ()


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) == len("2026-01-01") else _no_day(value)
        except ValueError:
            return _no_day(value)
    return value


def _no_day(value: str) -> object:
    kind = "day"
    raise PydanticCustomError(kind, "{value}", {"value": value})


_DIGITS = 9


def _whole(value: object) -> object:
    if isinstance(value, str):
        if (
            not value.lstrip("-").isascii()
            or not value.lstrip("-").isdigit()
            or len(value) > _DIGITS
        ):
            kind = "whole"
            raise PydanticCustomError(kind, "{value}", {"value": value})
        return int(value)
    return value


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            kind = "flag"
            raise PydanticCustomError(kind, "{value}", {"value": value})
        return value == "true"
    return value


def _one_line(value: str) -> str:
    return " ".join(value.split())


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
Title = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120, strip_whitespace=True),
    AfterValidator(_one_line),
]
Text = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_one_line)
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Whole = Annotated[int, BeforeValidator(_whole)]
Months = Annotated[int, Field(ge=1, le=120), BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{1,3}\.\d{1,3}$")]
Seal = Annotated[str, StringConstraints(pattern=r"^s\d+:[0-9a-f]{16}$"), Opaque()]
Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+()x., -]{3,40}$")]
# The name of an account where the files are kept, or of a team there: mdelgado, clinic/owners.
Account = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?$"),
]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"']+$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Audience = Literal["public", "staff", "managers", "owner"]
Status = Literal["active", "planned", "retired"]
Basis = Literal["law", "guidance", "contract", "practice"]
Trigger = Literal["hire", "interval", "material-change", "new-hazard", "new-task"]

RoleId = Annotated[str, Ref("role")]
PersonId = Annotated[str, Ref("person")]
CategoryId = Annotated[str, Ref("category")]
DepartmentId = Annotated[str, Ref("department")]
LocationId = Annotated[str, Ref("location")]
PolicyId = Annotated[str, Ref("policy")]
ProcedureId = Annotated[str, Ref("procedure")]
FormId = Annotated[str, Ref("form")]
RegulationId = Annotated[str, Ref("regulation")]
DesignationId = Annotated[str, Ref("designation")]
ChecklistId = Annotated[str, Ref("checklist")]
EmergencyId = Annotated[str, Ref("emergency")]
ContactId = Annotated[str, Ref("contact")]
HeadcountId = Annotated[str, Ref("headcount")]
TrainingId = Annotated[str, Ref("training")]
StateQuestionId = Annotated[str, Ref("state-question")]
