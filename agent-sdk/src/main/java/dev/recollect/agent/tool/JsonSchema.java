package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A JSON Schema of drafts 4 to 2020-12 (2020-12 unless {@code $schema} says otherwise), with {@code
 * nullable} as in OpenAPI. Formats are checked, references lead into the schema itself and nothing
 * is ever fetched. Thread-safe.
 */
final class JsonSchema {

  /** Made once: reading the specifications' own schemas takes longest. */
  private static final class Registry {
    static final SchemaRegistry INSTANCE =
        SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .locale(Locale.ENGLISH)
                        .regularExpressionFactory(BoundedPattern::new)
                        .build()));

    private Registry() {}
  }

  private final ObjectNode root;
  private final Schema schema;

  private JsonSchema(ObjectNode root) {
    this.root = root;
    this.schema = Registry.INSTANCE.getSchema(root);
  }

  /** Returns a schema that we wrote ourselves and that is therefore right. */
  static JsonSchema trusted(ObjectNode schema) {
    return new JsonSchema(schema);
  }

  /**
   * Returns the schema of a tool's arguments.
   *
   * @param tool its name, for the message
   * @param text the schema
   * @throws MemoryException INVALID with everything that is wrong with the schema
   */
  static JsonSchema of(String tool, String text) {
    String what = "the parameters of tool '" + tool + "'";
    try {
      ObjectNode root = SchemaRules.arguments(text);
      requireForm(root);
      JsonSchema schema = new JsonSchema(SchemaRules.normalised(root));
      schema.schema.initializeValidators();
      return schema;
    } catch (BadArgumentsException e) {
      throw new MemoryException(
          ErrorKind.INVALID, what + " are no usable JSON Schema: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new MemoryException(
          ErrorKind.INVALID, what + " cannot be read as a JSON Schema: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new MemoryException(
          ErrorKind.INVALID, what + " are nested too deeply for a JSON Schema", e);
    }
  }

  private static void requireForm(ObjectNode root) {
    Dialect dialect = dialect(root);
    Schema form = Registry.INSTANCE.getSchema(SchemaLocation.of(dialect.getId()));
    List<Error> faults = form.validate(root);
    if (!faults.isEmpty()) {
      throw new BadArgumentsException(new SchemaFaults(form.getSchemaNode()).explain(faults));
    }
  }

  private static Dialect dialect(ObjectNode root) {
    List<Dialect> known =
        List.of(
            Dialects.getDraft202012(),
            Dialects.getDraft201909(),
            Dialects.getDraft7(),
            Dialects.getDraft6(),
            Dialects.getDraft4());
    String named = root.path("$schema").asText(known.getFirst().getId());
    return known.stream()
        .filter(dialect -> bare(dialect.getId()).equals(bare(named)))
        .findFirst()
        .orElseThrow(() ->
            new BadArgumentsException(
                "'$schema' is '"
                    + named
                    + "'; it must be one of "
                    + known.stream().map(Dialect::getId).toList()
                    + ", or left out"));
  }

  private static String bare(String id) {
    return id.replaceFirst("^https?://", "").replaceFirst("#$", "");
  }

  /** Returns the schema as it is checked against. */
  ObjectNode root() {
    return root;
  }

  /**
   * Returns what is wrong with a value, in words that say what would be right; empty if nothing is.
   *
   * @throws BadArgumentsException if the value cannot be checked within bounds
   */
  Optional<String> faults(JsonNode value) {
    try {
      List<Error> errors = schema.validate(value);
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(new SchemaFaults(root).explain(errors));
    } catch (StackOverflowError e) {
      throw new BadArgumentsException("the arguments are nested too deeply to be checked", e);
    } catch (BoundedPattern.TooLong e) {
      throw new BadArgumentsException(String.valueOf(e.getMessage()), e);
    }
  }
}
