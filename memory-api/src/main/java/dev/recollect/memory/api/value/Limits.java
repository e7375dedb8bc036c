package dev.recollect.memory.api.value;

/**
 * The limits that hold for every backend, so that data fits wherever it is moved.
 *
 * <p>Sizes are bytes of UTF-8. The value types refuse at construction what exceeds them.
 */
public final class Limits {

  /** Largest record id, in bytes. */
  public static final int ID_BYTES = 512;

  /** Largest {@linkplain Namespace#key() namespace key}, in bytes. */
  public static final int NAMESPACE_BYTES = 512;

  /** Largest text of one record part, in bytes. */
  public static final int TEXT_BYTES = 16 * 1024;

  /** Largest payload of one record, keys and values together, in bytes. */
  public static final int PAYLOAD_BYTES = 16 * 1024;

  /** Largest number of rows that one leg of a search may ask for. */
  public static final int TOP_K = 1_000;

  /** Largest number of legs of one search. */
  public static final int LEGS = 8;

  /** Largest number of terms in one sparse vector. */
  public static final int SPARSE_TERMS = 16 * 1024;

  /** Largest number of nodes in one filter. */
  public static final int FILTER_NODES = 1_000;

  /** Largest nesting of one filter. */
  public static final int FILTER_DEPTH = 32;

  /** Largest key of a state store, in bytes. */
  public static final int STATE_KEY_BYTES = 1_024;

  /** Largest value of a state store, in bytes. */
  public static final int STATE_VALUE_BYTES = 1024 * 1024;

  private Limits() {}
}
