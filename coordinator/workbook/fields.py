"""The fields that sheets of each kind may tell, with the headers that mean them: one table."""

from coordinator.models import Kind
from coordinator.workbook.field import Field
from coordinator.workbook.fields_applicants import APPLICANTS
from coordinator.workbook.fields_relationships import RELATIONSHIPS
from coordinator.workbook.fields_sessions import SESSIONS

FIELDS: dict[Kind, tuple[Field, ...]] = {
    "applicants": APPLICANTS,
    "relationships": RELATIONSHIPS,
    "sessions": SESSIONS,
}
