"""Runs the migrations on the connection that was handed over, within its transaction."""

from alembic import context

from bot.storage.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
