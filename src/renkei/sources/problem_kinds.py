"""Every kind of problem a row can have: what it means, what becomes of the row, what the user can do.

Texts are English templates with named fields and keys of their translations. Fields: `{value}` is what the
row holds, `{detail}` what it was compared with or became, `{column}` the header of the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Outcome = Literal["changed", "set_aside", "doubtful"]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. `outcome`: the row was changed, set aside, or kept as it is but is doubtful.

    `title` names the kind in a list, `reason` explains one problem, `action` says what the user can do.
    """

    code: str
    outcome: Outcome
    title: str
    reason: str
    action: str


CONFLICT_MARKER: Final = ProblemKind(
    "conflict_marker",
    "set_aside",
    "Git conflict marker",
    "The line is a git conflict marker, not data; the rows of both sides were read.",
    "Settle the conflict where the file comes from, then import it again.",
)
WRONG_FIELD_COUNT: Final = ProblemKind(
    "wrong_field_count",
    "set_aside",
    "Too few or too many fields",
    "The row has {value} fields, the header has {detail}.",
    "Put values that hold the separator or a line end in quotation marks, then import the file again.",
)
UNDECODABLE_TEXT: Final = ProblemKind(
    "undecodable_text",
    "changed",
    "Bytes that are no characters",
    "The row holds bytes that are no characters in {detail}; they became “�”.",
    "Compare the value with the original, and export the file as UTF-8.",
)
FOLDED_CHARACTERS: Final = ProblemKind(
    "folded_characters",
    "changed",
    "Full-width characters or spaces made plain",
    "Full-width characters or surrounding spaces: read as {detail}.",
    "Nothing to do if it is right.",
)
SEPARATED_THOUSANDS: Final = ProblemKind(
    "separated_thousands",
    "changed",
    "Number with separators or unit",
    "The number is written with separators or a unit: read as {detail}.",
    "Check the decimal mark in the mapping if it is wrong.",
)
STANDS_FOR_MISSING: Final = ProblemKind(
    "stands_for_missing",
    "changed",
    "Sign that stands for a missing number",
    "“{value}” stands for a missing or suppressed number and was left empty, not read as zero.",
    "Write 0 where nothing was counted.",
)
TEXT_IN_NUMBER: Final = ProblemKind(
    "text_in_number",
    "changed",
    "Text where a number belongs",
    "“{value}” is not a number; the value was left empty.",
    "Correct the cell, or check that the mapping points to the right column.",
)
NOT_WHOLE: Final = ProblemKind(
    "not_whole",
    "changed",
    "Fraction where a whole number belongs",
    "{value} is not a whole number; the value was left empty.",
    "Correct the cell, or check that the mapping points to the right column.",
)
OUT_OF_RANGE: Final = ProblemKind(
    "out_of_range",
    "changed",
    "Number out of range",
    "{value} is outside {detail}; the value was left empty.",
    "Correct the cell, or check unit and column.",
)
NOT_ALLOWED: Final = ProblemKind(
    "not_allowed",
    "changed",
    "Word that is not allowed",
    "“{value}” is not one of {detail}; the value was left empty.",
    "Use one of these words.",
)
IMPOSSIBLE_DATE: Final = ProblemKind(
    "impossible_date",
    "changed",
    "Impossible date",
    "“{value}” is not a date of the calendar; the date was left empty.",
    "Look the date up and correct it. Known: 2016-10-08, 20161008, 105/10/08 and 1051008 (ROC year).",
)
DATE_TOO_EARLY: Final = ProblemKind(
    "date_too_early",
    "changed",
    "Date too early",
    "“{value}” is {detail}, before the first possible day; the date was left empty.",
    "Look the date up and correct it.",
)
DATE_IN_FUTURE: Final = ProblemKind(
    "date_in_future",
    "changed",
    "Date after the date of the file",
    "“{value}” is {detail}, after the date of the file; the date was left empty.",
    "Look the date up and correct it.",
)
MISSING_REQUIRED: Final = ProblemKind(
    "missing_required",
    "set_aside",
    "Required value missing",
    "The column must be filled and holds no usable value.",
    "Fill the cell, then import the file again.",
)
DUPLICATE_KEY: Final = ProblemKind(
    "duplicate_key",
    "set_aside",
    "Repeated key",
    "The same key is already in row {detail}, which was kept.",
    "Delete one of the two rows, or add them up.",
)
UNKNOWN_COLUMN: Final = ProblemKind(
    "unknown_column",
    "doubtful",
    "Column not read",
    "The column is neither in the mapping nor in the table, so it was not read.",
    "Add it to the mapping if it is needed.",
)
COORDINATES_ZERO: Final = ProblemKind(
    "coordinates_zero",
    "changed",
    "Coordinates zero",
    "The coordinates are {value}: zero stands for unknown; they were left out.",
    "Find the place from the address.",
)
COORDINATES_SWAPPED: Final = ProblemKind(
    "coordinates_swapped",
    "changed",
    "Coordinates swapped",
    "The coordinates {value} are the wrong way round; they were swapped.",
    "Check the order of the two columns in the source.",
)
COORDINATES_OUTSIDE: Final = ProblemKind(
    "coordinates_outside",
    "changed",
    "Coordinates outside the country",
    "The coordinates {value} are outside the country; they were left out.",
    "Check the coordinate system and the digits.",
)
COORDINATES_UNREADABLE: Final = ProblemKind(
    "coordinates_unreadable",
    "changed",
    "Coordinates that are no numbers",
    "The coordinates {value} are not two numbers; they were left out.",
    "Correct the cell.",
)
COORDINATES_DISAGREE: Final = ProblemKind(
    "coordinates_disagree",
    "doubtful",
    "Two pairs of coordinates disagree",
    "The two pairs of coordinates are {detail} km apart; the pair nearer to the region was kept.",
    "Check both pairs against the address.",
)
POINT_OUTSIDE_REGION: Final = ProblemKind(
    "point_outside_region",
    "doubtful",
    "Point outside its region",
    "The point {value} lies {detail} km outside the outline of its region; region and point were both kept.",
    "Check the address and the coordinates.",
)
REGION_FROM_ADDRESS: Final = ProblemKind(
    "region_from_address",
    "changed",
    "Region taken from the address",
    "The region is missing or unknown; {detail} was taken from the address.",
    "Fill in the region.",
)
REGION_FROM_POINT: Final = ProblemKind(
    "region_from_point",
    "changed",
    "Region taken from the coordinates",
    "Region and address name no township; {detail} was taken from the coordinates.",
    "Fill in the region.",
)
UNKNOWN_REGION: Final = ProblemKind(
    "unknown_region",
    "set_aside",
    "Region unknown",
    "“{value}” names no region of {detail}.",
    "Correct the name of the township, or choose the geography of the file's year.",
)
REGION_DISAGREES: Final = ProblemKind(
    "region_disagrees",
    "doubtful",
    "Region and address disagree",
    "The region is “{value}” but the address is in {detail}; the region was kept.",
    "Check which of the two is right.",
)
UNKNOWN_INDUSTRY: Final = ProblemKind(
    "unknown_industry",
    "changed",
    "Industry unknown",
    "“{value}” is not in the classification {detail}; this industry was left out.",
    "Correct the code or name, or choose the classification of the file's year.",
)
RENAMED_INDUSTRY: Final = ProblemKind(
    "renamed_industry",
    "doubtful",
    "Industry code with another name",
    "“{value}”: in the classification this code is “{detail}”; the code was kept.",
    "Check that the file uses this edition of the classification.",
)
RESTORED_ZERO: Final = ProblemKind(
    "restored_zero",
    "changed",
    "Leading zero restored",
    "“{value}” lost its leading zero: read as {detail}.",
    "Export codes as text, not as numbers.",
)
CODE_SAVED_AS_NUMBER: Final = ProblemKind(
    "code_saved_as_number",
    "changed",
    "Code saved as a decimal number",
    "The code {value} was saved as a decimal number: read as {detail}.",
    "Export codes as text, not as numbers.",
)
NO_INDUSTRY: Final = ProblemKind(
    "no_industry",
    "doubtful",
    "No industry",
    "The plant has no known industry: it was kept, but counts in none.",
    "Fill in the industry.",
)
PRODUCT_OUTSIDE_INDUSTRY: Final = ProblemKind(
    "product_outside_industry",
    "doubtful",
    "Products outside the listed industries",
    "Some products belong to industry {detail}, which is not among the industries {value}; all were kept.",
    "Check industry and product.",
)
CLASS_DISAGREES: Final = ProblemKind(
    "class_disagrees",
    "doubtful",
    "Two registers disagree on the industry",
    "The second register says “{value}”, which is none of the industries {detail} here; these were kept.",
    "Check which register is right.",
)
MALFORMED_BUSINESS_NUMBER: Final = ProblemKind(
    "malformed_business_number",
    "changed",
    "Unusable business number",
    "“{value}” is no business number (eight digits, not all zero); the organisation was left empty.",
    "Look the number up in the company register.",
)
DOUBTFUL_BUSINESS_NUMBER: Final = ProblemKind(
    "doubtful_business_number",
    "doubtful",
    "Wrong check digit of a business number",
    "The check digit of the business number {value} is wrong; it was kept.",
    "Look the number up in the company register.",
)
NOT_OPERATING: Final = ProblemKind(
    "not_operating",
    "set_aside",
    "Registration ended",
    "The registration has ended (“{value}”), so this is not a plant at the date of the file.",
    "Nothing to do, unless the status is wrong.",
)
SUSPENDED: Final = ProblemKind(
    "suspended",
    "doubtful",
    "Not in production",
    "The plant's status is “{value}”; it was kept.",
    "Check whether it should count.",
)

PROBLEM_KINDS: Final = {
    kind.code: kind for kind in tuple(globals().values()) if isinstance(kind, ProblemKind)
}
