package dev.recollect.model.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of tool calls as servers take them. */
final class CallIds {

  /** OpenAI refuses longer ones; other servers make some of over 60 characters. */
  private static final int LENGTH = 40;

  private CallIds() {}

  /**
   * Returns the id, or a digest of it if it is too long for the next server. Servers only compare a
   * call's id with its result's.
   */
  static String onTheWire(String id) {
    return id.length() <= LENGTH ? id : "call_" + digest(id).substring(0, LENGTH - 5);
  }

  private static String digest(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
