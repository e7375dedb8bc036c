package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.api.value.Texts;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a collection holds: identities, named vectors, filterable fields, format version. Immutable;
 * kept with the collection by its backend, as the text of {@link #encode}.
 */
public final class CollectionSpec {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  private final String name;
  private final String embeddingIdentity;
  private final String analysisIdentity;
  private final int formatVersion;
  private final SortedMap<String, Integer> denseVectors;
  private final SortedSet<String> sparseVectors;
  private final SortedMap<String, PayloadType> fields;

  private CollectionSpec(Builder builder) {
    this.name = requireName("collection", builder.name);
    this.embeddingIdentity = Texts.requireStorable("identity", builder.embeddingIdentity, 1_024);
    this.analysisIdentity = Texts.requireStorable("identity", builder.analysisIdentity, 1_024);
    this.formatVersion = builder.formatVersion;
    this.denseVectors = Collections.unmodifiableSortedMap(new TreeMap<>(builder.denseVectors));
    this.sparseVectors = Collections.unmodifiableSortedSet(new TreeSet<>(builder.sparseVectors));
    this.fields = Collections.unmodifiableSortedMap(new TreeMap<>(builder.fields));
    if (denseVectors.isEmpty() || sparseVectors.isEmpty()) {
      throw MemoryException.invalid(
          "collection '" + name + "' needs at least one dense and one sparse vector");
    }
  }

  /** Returns a builder of a collection's spec. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  static String requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw MemoryException.invalid(
          what + " name '" + name + "' must be a lower-case letter and at most 47 of a-z, 0-9, _");
    }
    return name;
  }

  /** Returns the name: a lower-case letter, then at most 47 of a-z, 0-9 and _. */
  public String name() {
    return name;
  }

  /** Returns what its dense vectors depend on. */
  public String embeddingIdentity() {
    return embeddingIdentity;
  }

  /** Returns what its sparse vectors depend on. */
  public String analysisIdentity() {
    return analysisIdentity;
  }

  /** Returns the version of core's record format. */
  public int formatVersion() {
    return formatVersion;
  }

  /** Returns the dimensions of the named dense vectors that every record has. */
  public SortedMap<String, Integer> denseVectors() {
    return denseVectors;
  }

  /** Returns the names of the sparse vectors that every record has. */
  public SortedSet<String> sparseVectors() {
    return sparseVectors;
  }

  /** Returns the payload fields that filters may name. */
  public SortedMap<String, PayloadType> fields() {
    return fields;
  }

  /** Returns the type of a declared or reserved field, if there is such a field. */
  public Optional<PayloadType> fieldType(String field) {
    PayloadType declared = fields.get(field);
    return declared != null
        ? Optional.of(declared)
        : ReservedField.named(field).map(ReservedField::type);
  }

  /**
   * Returns the spec a stored collection has once it is opened with this one: the stored fields and
   * those declared here.
   *
   * @param stored what the backend kept
   * @throws MemoryException INCOMPATIBLE naming both identities, or if a field changes its type
   */
  public CollectionSpec mergedInto(CollectionSpec stored) {
    requireSame("embedding identity", stored.embeddingIdentity, embeddingIdentity);
    requireSame("analysis identity", stored.analysisIdentity, analysisIdentity);
    requireSame("format version", "" + stored.formatVersion, "" + formatVersion);
    requireSame("dense vectors", "" + stored.denseVectors, "" + denseVectors);
    requireSame("sparse vectors", "" + stored.sparseVectors, "" + sparseVectors);
    Builder merged = stored.toBuilder();
    fields.forEach((field, type) -> {
      PayloadType known = stored.fields.getOrDefault(field, type);
      requireSame("type of field '" + field + "'", known.name(), type.name());
      merged.field(field, type);
    });
    return merged.build();
  }

  private void requireSame(String what, String stored, String requested) {
    if (!stored.equals(requested)) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "collection '"
              + name
              + "' was written with "
              + what
              + " '"
              + stored
              + "' and is opened with '"
              + requested
              + "'; open it with what it was written with. Nothing was changed.");
    }
  }

  /** Returns a builder that holds this spec. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.embeddingIdentity = embeddingIdentity;
    builder.analysisIdentity = analysisIdentity;
    builder.formatVersion = formatVersion;
    builder.denseVectors.putAll(denseVectors);
    builder.sparseVectors.addAll(sparseVectors);
    builder.fields.putAll(fields);
    return builder;
  }

  /** Returns the spec as text, one {@code key=value} a line; {@link #decode} reads it back. */
  public String encode() {
    StringBuilder text = new StringBuilder();
    line(text, "name", name);
    line(text, "embedding", embeddingIdentity);
    line(text, "analysis", analysisIdentity);
    line(text, "format", Integer.toString(formatVersion));
    denseVectors.forEach((vector, dimension) -> line(text, "dense." + vector, "" + dimension));
    sparseVectors.forEach(vector -> line(text, "sparse." + vector, ""));
    fields.forEach((field, type) -> line(text, "field." + field, type.name()));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key)
        .append('=')
        .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
        .append('\n');
  }

  /**
   * Returns the spec that a text of {@link #encode} describes.
   *
   * @throws MemoryException CORRUPT if it is no such text
   */
  public static CollectionSpec decode(String text) {
    Builder builder = new Builder("unnamed");
    try {
      text.lines().forEach(builder::decodeLine);
      return builder.build();
    } catch (MemoryException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new MemoryException(ErrorKind.CORRUPT, "stored collection spec cannot be read", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CollectionSpec that && encode().equals(that.encode());
  }

  @Override
  public int hashCode() {
    return encode().hashCode();
  }

  @Override
  public String toString() {
    return encode();
  }

  /** Collects the parts of a {@link CollectionSpec}. Not thread-safe. */
  public static final class Builder {
    private String name;
    private String embeddingIdentity = "";
    private String analysisIdentity = "";
    private int formatVersion = 1;
    private final TreeMap<String, Integer> denseVectors = new TreeMap<>();
    private final TreeSet<String> sparseVectors = new TreeSet<>();
    private final TreeMap<String, PayloadType> fields = new TreeMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Sets the name of the collection, for a new generation of it. */
    public Builder name(String value) {
      this.name = value;
      return this;
    }

    /** Sets what the dense vectors depend on. */
    public Builder embeddingIdentity(String value) {
      this.embeddingIdentity = value;
      return this;
    }

    /** Sets what the sparse vectors depend on. */
    public Builder analysisIdentity(String value) {
      this.analysisIdentity = value;
      return this;
    }

    /** Sets the version of core's record format; 1 if not set. */
    public Builder formatVersion(int value) {
      this.formatVersion = value;
      return this;
    }

    /**
     * Adds a dense vector with its dimensions.
     *
     * @throws MemoryException INVALID for a name that is not allowed or less than one dimension
     */
    public Builder dense(String vector, int dimension) {
      if (dimension < 1) {
        throw MemoryException.invalid(
            "vector '" + vector + "' has dimension " + dimension + "; it must be above 0");
      }
      denseVectors.put(requireName("vector", vector), dimension);
      return this;
    }

    /** Adds a sparse vector. */
    public Builder sparse(String vector) {
      sparseVectors.add(requireName("vector", vector));
      return this;
    }

    /** Declares a payload field that filters may name. */
    public Builder field(String field, PayloadType type) {
      fields.put(Payload.requireKey(field), type);
      return this;
    }

    private void decodeLine(String line) {
      int split = line.indexOf('=');
      String key = line.substring(0, split);
      String value = unescape(line.substring(split + 1));
      switch (key.contains(".") ? key.substring(0, key.indexOf('.') + 1) : key) {
        case "name" -> name(value);
        case "embedding" -> embeddingIdentity(value);
        case "analysis" -> analysisIdentity(value);
        case "format" -> formatVersion(Integer.parseInt(value));
        case "dense." -> dense(key.substring(6), Integer.parseInt(value));
        case "sparse." -> sparse(key.substring(7));
        case "field." -> field(key.substring(6), PayloadType.valueOf(value));
        default -> throw new IllegalArgumentException("unknown key " + key);
      }
    }

    private static String unescape(String value) {
      StringBuilder text = new StringBuilder();
      for (int index = 0; index < value.length(); index++) {
        char unit = value.charAt(index);
        if (unit == '\\') {
          unit = value.charAt(++index) == 'n' ? '\n' : '\\';
        }
        text.append(unit);
      }
      return text.toString();
    }

    /**
     * Returns the spec.
     *
     * @throws MemoryException INVALID for a name that is not allowed or a missing kind of vector
     */
    public CollectionSpec build() {
      return new CollectionSpec(this);
    }
  }
}
