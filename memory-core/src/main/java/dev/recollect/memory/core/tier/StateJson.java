package dev.recollect.memory.core.tier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The JSON objects that stand in the state store for owners, blocks, sources and documents. */
final class StateJson {

  private static final JsonFactory JSON = new JsonFactory();

  private StateJson() {}

  static String write(Owner owner) {
    return object(json -> {
      json.writeStringField("name", owner.name());
      json.writeStringField("id", owner.id());
      json.writeStringField("createdAt", owner.createdAt().toString());
    });
  }

  static Owner owner(StateEntry entry) {
    return read(
        entry,
        fields ->
            new Owner(
                fields.text("name"), fields.text("id"), Instant.parse(fields.text("createdAt"))));
  }

  static String write(SourceNames.Stored stored) {
    Source source = stored.source();
    return object(json -> {
      json.writeStringField("name", source.name());
      json.writeStringField("id", source.id());
      json.writeStringField("createdAt", source.createdAt().toString());
      json.writeBooleanField("deleting", stored.deleting());
    });
  }

  static SourceNames.Stored source(StateEntry entry) {
    return read(
        entry,
        fields ->
            new SourceNames.Stored(
                new Source(
                    fields.text("name"),
                    fields.text("id"),
                    Instant.parse(fields.text("createdAt"))),
                Boolean.parseBoolean(fields.text("deleting")),
                entry.version()));
  }

  static String write(Lease lease) {
    Holder holder = lease.holder();
    return object(json -> {
      json.writeStringField("host", holder.host());
      json.writeNumberField("process", holder.processId());
      json.writeStringField("started", holder.startedAt());
      json.writeStringField("instance", holder.instance());
      json.writeStringField("until", lease.until().toString());
    });
  }

  static Lease lease(StateEntry entry) {
    return read(
        entry,
        fields ->
            new Lease(
                new Holder(
                    fields.text("host"),
                    Long.parseLong(fields.text("process")),
                    fields.text("started"),
                    fields.text("instance")),
                Instant.parse(fields.text("until"))));
  }

  static String write(StoredDocument document) {
    Document shown = document.document();
    return object(json -> {
      json.writeStringField("key", shown.key());
      json.writeStringField("name", shown.name());
      json.writeStringField("origin", shown.origin());
      json.writeStringField("fingerprint", shown.fingerprint());
      json.writeNumberField("passages", shown.passages());
      json.writeStringField("loadedAt", shown.loadedAt().toString());
      json.writeBooleanField("complete", shown.complete());
      json.writeStringField("writing", document.writing());
      json.writeStringField("stale", String.join(" ", document.stale()));
    });
  }

  static StoredDocument document(StateEntry entry) {
    return read(
        entry,
        fields ->
            new StoredDocument(
                new Document(
                    fields.text("key"),
                    fields.text("name"),
                    fields.text("origin"),
                    fields.text("fingerprint"),
                    Integer.parseInt(fields.text("passages")),
                    Instant.parse(fields.text("loadedAt")),
                    Boolean.parseBoolean(fields.text("complete"))),
                fields.text("writing"),
                fields.words("stale"),
                entry.version()));
  }

  static String write(MemoryBlock block) {
    return object(json -> {
      json.writeStringField("label", block.label());
      json.writeStringField("value", block.value());
      json.writeStringField("description", block.description());
      json.writeNumberField("limit", block.limit());
      if (block.unit() != LimitUnit.CHARACTERS) {
        json.writeStringField("unit", block.unit().name());
      }
      json.writeBooleanField("readOnly", block.readOnly());
    });
  }

  /** Returns a block, which must stand in the entry itself. */
  static MemoryBlock block(StateEntry entry) {
    return read(entry, fields -> block(fields, entry.version()));
  }

  private static MemoryBlock block(Scalars fields, long version) {
    return new MemoryBlock(
        fields.text("label"),
        fields.text("value"),
        fields.text("description"),
        Integer.parseInt(fields.text("limit")),
        fields.find("unit").map(LimitUnit::valueOf).orElse(LimitUnit.CHARACTERS),
        Boolean.parseBoolean(fields.text("readOnly")),
        false,
        version);
  }

  /** What may stand in the place of a block. */
  sealed interface Placed {

    /** A block of the owner's own. */
    record Own(MemoryBlock block) implements Placed {}

    /** A link to a shared block. */
    record Shared(String label) implements Placed {}
  }

  static Placed placed(StateEntry entry) {
    return read(
        entry,
        fields ->
            fields
                .find("shared")
                .<Placed>map(Placed.Shared::new)
                .orElseGet(() -> new Placed.Own(block(fields, entry.version()))));
  }

  /** Returns a link to a shared block. */
  static String writeShared(String label) {
    return object(json -> json.writeStringField("shared", label));
  }

  static String write(OwnerUsers.Stored stored) {
    OwnerUser user = stored.user();
    return object(json -> {
      json.writeStringField("name", user.name());
      json.writeStringField("id", user.id());
      json.writeStringField("createdAt", user.createdAt().toString());
      json.writeBooleanField("deleting", stored.deleting());
    });
  }

  static OwnerUsers.Stored user(StateEntry entry) {
    return read(
        entry,
        fields ->
            new OwnerUsers.Stored(
                new OwnerUser(
                    fields.text("name"),
                    fields.text("id"),
                    Instant.parse(fields.text("createdAt"))),
                Boolean.parseBoolean(fields.text("deleting")),
                entry.version()));
  }

  /** Writes the fields of an object. */
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.INTERNAL, "a value cannot be written as JSON", e);
    }
    return text.toString();
  }

  /** The scalar fields of an object, as text. */
  private record Scalars(Map<String, String> byName) {
    String text(String name) {
      String value = byName.get(name);
      if (value == null) {
        throw new IllegalArgumentException("field '" + name + "' is missing");
      }
      return value;
    }

    Optional<String> find(String name) {
      return Optional.ofNullable(byName.get(name));
    }

    Set<String> words(String name) {
      String value = text(name);
      return value.isEmpty() ? Set.of() : Set.of(value.split(" ", -1));
    }
  }

  private static <T> T read(StateEntry entry, Function<Scalars, T> reader) {
    try {
      return reader.apply(new Scalars(scalars(entry.value())));
    } catch (IOException | IllegalArgumentException | DateTimeException | MemoryException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT, "state key '" + entry.key() + "' holds what cannot be read", e);
    }
  }

  /** Fields of a later version that this one does not know are passed over, whatever their type. */
  private static Map<String, String> scalars(String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return fields;
  }
}
