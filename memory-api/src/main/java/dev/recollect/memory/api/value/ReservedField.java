package dev.recollect.memory.api.value;

import java.util.Optional;

/** Fields that every record has and every filter may name, beside declared payload keys. */
public enum ReservedField {
  /** Id of the whole of which the record is a part. */
  PARENT("parent", PayloadType.TEXT),
  /** Number of the part, from 0. */
  PART("part", PayloadType.INT64),
  /** When what the text says happened, as given by the writer. */
  OCCURRED_AT("occurredAt", PayloadType.INSTANT),
  /** When the record was written, by the injected clock. */
  RECORDED_AT("recordedAt", PayloadType.INSTANT),
  /** Place in the conversation, from 1; absent for records that are no messages. */
  SEQUENCE("sequence", PayloadType.INT64),
  /** From when on the text is true; absent if that is not known. */
  VALID_FROM("validFrom", PayloadType.INSTANT),
  /** Until when the text was true; absent while it still is. */
  VALID_TO("validTo", PayloadType.INSTANT),
  /** A hash of the id, for drawing samples; see {@link Lot}. */
  LOT("lot", PayloadType.INT64);

  private final String fieldName;
  private final PayloadType type;

  ReservedField(String fieldName, PayloadType type) {
    this.fieldName = fieldName;
    this.type = type;
  }

  /** Returns the name that filters use. */
  public String fieldName() {
    return fieldName;
  }

  /** Returns the type of the values. */
  public PayloadType type() {
    return type;
  }

  /** Returns the reserved field of that name, if there is one. */
  public static Optional<ReservedField> named(String name) {
    for (ReservedField field : values()) {
      if (field.fieldName.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
