package org.example.drawer;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.support.CheckedCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** An open drawer. */
final class DrawerBackend implements Backend {

  // tag::capabilities[]
  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .durability(Durability.POWER_LOSS)
          .vectorsPerRecord(Limits.LEGS)
          .largestDimension(65_536)
          .build();

  // end::capabilities[]

  private final Drawer drawer;
  private final IoExecutor io;

  DrawerBackend(Drawer drawer, IoExecutor io) {
    this.drawer = drawer;
    this.io = io;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.of(new DrawerState(drawer, io));
  }

  // tag::open[]
  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(CAPABILITIES, spec);
    return io.write(
        CallOptions.none(),
        () ->
            drawer.transaction(() -> {
              CollectionSpec merged = find(drawer, spec.name()).map(spec::mergedInto).orElse(spec);
              drawer.update(
                  "INSERT INTO collection (name, spec) VALUES (?, ?)"
                      + " ON CONFLICT (name) DO UPDATE SET spec = excluded.spec",
                  merged.name(),
                  merged.encode());
              return new CheckedCollection(new DrawerCollection(drawer, io, merged), CAPABILITIES);
            }));
  }

  // end::open[]

  /** Returns the spec of a collection; for use within a transaction. */
  static Optional<CollectionSpec> find(Drawer drawer, String name) throws SQLException {
    return drawer
        .query(
            row -> CollectionSpec.decode(row.getString(1)),
            "SELECT spec FROM collection WHERE name = ?",
            name)
        .stream()
        .findFirst();
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    if (!cursor.isStart()) {
      throw MemoryException.invalid("all collections are on one page, which has no cursor");
    }
    return io.read(
        CallOptions.none(),
        () ->
            drawer.transaction(() -> {
              List<CollectionSpec> specs =
                  drawer.query(
                      row -> CollectionSpec.decode(row.getString(1)),
                      "SELECT spec FROM collection ORDER BY name");
              return Page.last(specs);
            }));
  }

  @Override
  public void dropCollection(String name) {
    io.write(
        CallOptions.none(),
        () ->
            drawer.transaction(() -> {
              drawer.update("DELETE FROM record WHERE collection = ?", name);
              return drawer.update("DELETE FROM collection WHERE name = ?", name);
            }));
  }

  @Override
  public Health health() {
    try {
      io.write(
          CallOptions.none(),
          () -> drawer.transaction(() -> drawer.update("UPDATE counter SET version = version")));
      return new Health(true, "SQLite in " + drawer.file());
    } catch (MemoryException e) {
      return new Health(false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    drawer.close();
  }
}
