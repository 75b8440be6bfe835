"""Who we are: the practice, its purpose, its departments."""

from typing import Literal

from pydantic import Field

from .record import (
    Address,
    Clock,
    Day,
    Flag,
    Id,
    LocationId,
    Months,
    Part,
    Phone,
    Phrase,
    Prose,
    Record,
    RoleId,
    Text,
    Title,
    Weekday,
    Whole,
)

Service = Literal[
    "vaccines",
    "waived-laboratory",
    "microscopy",
    "controlled-substances",
    "telehealth",
    "procedures",
    "imaging",
]


class Hours(Part):
    """When a location is open."""

    days: tuple[Weekday, ...] = Field(min_length=1, description="Days these hours hold for.")
    opens: Clock = Field(description='When the doors open, as "8:00".')
    closes: Clock = Field(description='When the doors close, as "17:00".')


class Location(Part):
    """A place where the practice works."""

    id: Id = Field(description="Stable name of the place.")
    name: Title = Field(description="What staff call the place.")
    address: Text = Field(description="Street address, as it is read to 911.")
    phone: Phone = Field(description="Number that is answered there.")
    hours: tuple[Hours, ...] = Field((), description="Opening hours.")


class Holiday(Part):
    """A day on which the practice is closed."""

    on: Day = Field(description="The day.")
    name: Title = Field(description="What the day is.")


class Headcount(Part):
    """How many people a law counts; laws count differently."""

    id: Id = Field(description="Name of this way of counting, used by regulations.")
    count: Whole = Field(ge=0, description="The number.")
    method: Text = Field(description="Who is counted, and how.")
    counted_on: Day = Field(description="The day the number was counted.")


class Defaults(Part):
    """What holds where a record says nothing."""

    warning_days: Whole = Field(30, ge=1, le=365, description="Days of notice before a due date.")
    recheck_months: Months = Field(12, description="Months after which law is looked up again.")


class Word(Part):
    """A word of our pages, and the practice's own word for it."""

    ours: Title = Field(description='The word as the pages have it, such as "Policies".')
    theirs: Title = Field(description='The word that is shown, such as "Ground rules".')


class Formats(Part):
    """How days and times are written, and which number is called in an emergency."""

    dates: Literal["month-first", "day-first", "iso"] = Field(
        "month-first", description="December 15, 2026; 15 December 2026; or 2026-12-15."
    )
    clock: Literal["12-hour", "24-hour"] = Field("12-hour", description="7:50 a.m., or 7:50.")
    paper: Literal["letter", "a4"] = Field(
        "letter", description="Size of the sheets that binders are printed on."
    )
    emergency_number: Phone = Field("911", description="The number that is called first.")
    words: tuple[Word, ...] = Field(
        (), description="The practice's own words for those that stand on every page."
    )


class Contact(Part):
    """Somebody outside whom staff may need to call."""

    id: Id = Field(description="Stable name of the contact.")
    name: Title = Field(description="Who answers.")
    phone: Phone = Field(description="Number to call.")
    purpose: Phrase = Field(description="What to call about.")


class Website(Part):
    """Where staff read the published handbook, and whether strangers may read it."""

    address: Address = Field(
        description="Address at which staff read it; publishing asks it for a sign-in."
    )
    open: Flag = Field(
        default=False,
        description="True if anybody may read it without signing in; then nobody is warned.",
    )


class Practice(Record):
    """The practice itself: name, places, hours, services and head counts."""

    name: Title = Field(description="Name of the practice.")
    sample: Flag = Field(
        default=False, description="True in the worked example only; `init` takes it away."
    )
    tagline: Title | None = Field(None, description="One line under the name.")
    state: Title = Field(description="State whose law applies.")
    repository: Address | None = Field(
        None,
        description="Address of the folder on the forge; turns on the edit pencils.",
    )
    branch: Id = Field(
        "main", description="Branch that the edit pencils open, and that editions are made from."
    )
    site: Website | None = Field(None, description="Where staff read the published handbook.")
    locations: tuple[Location, ...] = Field(min_length=1, description="Where the practice works.")
    working_days: tuple[Weekday, ...] = Field(
        min_length=1, description="Days that count as working days."
    )
    holidays: tuple[Holiday, ...] = Field((), description="Days on which the practice is closed.")
    services: tuple[Service, ...] = Field(
        (), description="What the practice offers; switches regulations on."
    )
    headcounts: tuple[Headcount, ...] = Field(
        (), description="How many people each law counts; switches regulations on."
    )
    defaults: Defaults = Field(
        default_factory=Defaults, description="What holds where a record says nothing."
    )
    formats: Formats = Field(default_factory=Formats, description="How days and times are written.")
    contacts: tuple[Contact, ...] = Field((), description="People and lines outside the practice.")


class Value(Part):
    """One value, and how it is seen."""

    id: Id = Field(description="Stable name of the value.")
    name: Title = Field(description="The value in a word or two.")
    statement: Phrase = Field(description="What it means here.")
    behaviors: tuple[Phrase, ...] = Field(
        min_length=2, description="Two or more things a colleague can see you do."
    )


class Purpose(Record):
    """Why the practice exists: mission, vision and values."""

    mission: Prose = Field(description="What the practice does, for whom.")
    vision: Prose = Field(description="What it wants to become.")
    values: tuple[Value, ...] = Field(min_length=1, description="How people treat each other.")


class Department(Record):
    """A part of the practice that delivers something others can use."""

    title: Title = Field(description="Name of the department.")
    product: Phrase = Field(description="What it delivers that somebody else can use.")
    head: RoleId = Field(description="Role that leads it.")
    location: LocationId | None = Field(None, description="Where it works, if at one place.")
