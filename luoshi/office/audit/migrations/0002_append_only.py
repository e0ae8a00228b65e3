"""The database itself refuses to change or delete an audit entry."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_append_only()
"""


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add a trigger each for UPDATE and DELETE."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION)
    template = _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE
    for verb in ("UPDATE", "DELETE"):
        editor.execute(template.format(verb=verb))


class Migration(migrations.Migration):
    """Triggers on the entries' table."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
