package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;

/** Which names owners and tenants may have: 1 to 128 characters, not blank, none a control. */
public final class OwnerNames {

  /** Longest name, in characters (Unicode code points). */
  public static final int CHARACTERS = 128;

  // A tenant's name is part of every namespace key, where '%' and '/' take three bytes each.
  private static final int TENANT_BYTES = 128;

  private OwnerNames() {}

  /**
   * Returns the name if it is allowed.
   *
   * @param what what is named, for the message
   * @throws MemoryException INVALID or LIMIT
   */
  public static String require(String what, String name) {
    if (name.isBlank()) {
      throw MemoryException.invalid(
          "the name of the " + what + " is blank; give 1 to " + CHARACTERS + " characters");
    }
    Texts.requireStorable("the name of the " + what, name, 4 * CHARACTERS);
    int length = name.codePointCount(0, name.length());
    if (length > CHARACTERS) {
      throw MemoryException.limit(
          "the name of the "
              + what
              + " has "
              + length
              + " characters; at most "
              + CHARACTERS
              + " are allowed");
    }
    requireNoControls(what, name);
    return name;
  }

  /**
   * Returns the name of a tenant if it is allowed; at most 128 bytes of UTF-8.
   *
   * @throws MemoryException INVALID or LIMIT
   */
  public static String requireTenant(String name) {
    return Texts.requireStorable("the name of the tenant", require("tenant", name), TENANT_BYTES);
  }

  private static void requireNoControls(String what, String name) {
    for (int index = 0; index < name.length(); index++) {
      if (Character.isISOControl(name.charAt(index))) {
        throw MemoryException.invalid(
            "the name of the "
                + what
                + " contains the control character U+"
                + String.format("%04X", (int) name.charAt(index))
                + " at index "
                + index
                + "; leave it out");
      }
    }
  }
}
