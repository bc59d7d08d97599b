"""newest forwards of an agency; words of the public index by which results are filtered"""

from alembic import op

revision = "202611221330"
down_revision = "202611221259"
branch_labels = None
depends_on = None

# As `pakn.rules.public_marks` writes them: agency, year, content class.
_MARKS = """
UPDATE search_doc SET public_folded = public_folded || (
    SELECT ' xq' || CAST(p.agency_id AS TEXT) || 'x xn'
        || substr(CAST(p.published_on AS TEXT), 1, 4) || 'x'
        || CASE WHEN c.content_class IS NULL THEN '' ELSE ' xl' || c.content_class || 'x' END
    FROM publication p JOIN cases c ON c.id = p.case_id
    WHERE p.case_id = search_doc.case_id)
WHERE public_folded <> '' AND public_folded NOT LIKE '% xq%'
    AND case_id IN (SELECT case_id FROM publication)
"""


def upgrade():
    op.create_index("ix_assignment_newest", "assignment", ["agency_id", "id"])
    op.execute(_MARKS)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def downgrade():
    op.drop_index("ix_assignment_newest", "assignment")
