"""Who may open which pages of the desk; what they see there is each page's door to tell."""

from luoshi.office import Access
from luoshi.office.accounts.models import Role


def _let_in(*roles: Role) -> Access:
    return Access(roles=frozenset(role.value for role in roles))


READ_RETURNS = _let_in(Role.PLEDGE_OFFICE, Role.LEAD_DEPARTMENT, Role.SUPPORTING_DEPARTMENT, Role.COUNTY, Role.AUDITOR)
HAND_IN = _let_in(Role.PLEDGE_OFFICE, Role.COUNTY)
SIGN = _let_in(Role.PLEDGE_OFFICE, Role.LEAD_DEPARTMENT, Role.COUNTY)
ANSWER = _let_in(Role.PLEDGE_OFFICE, Role.LEAD_DEPARTMENT)
