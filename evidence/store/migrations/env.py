"""Alembic's entry: runs the steps on the connection that ``upgrade`` opened, inside its transaction."""

from alembic import context

from evidence.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
