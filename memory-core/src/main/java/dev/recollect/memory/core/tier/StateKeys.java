package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Texts;

/**
 * The keys under which core keeps state: {@code tenant/<tenant>/name/<name>} for an owner's entry
 * and {@code tenant/<tenant>/owner/<id>/…} for all that belongs to it, {@code …/source/<name>} and
 * {@code …/source-data/<id>/…} likewise for sources. In names, {@code /} and {@code %} are
 * percent-escaped. Immutable.
 */
public final class StateKeys {

  /** Largest id of a conversation, in bytes of UTF-8. */
  public static final int CONVERSATION_BYTES = 128;

  private final String tenantPrefix;

  /** Creates the keys of a tenant. */
  public StateKeys(String tenant) {
    this.tenantPrefix = "tenant/" + escape(tenant) + "/";
  }

  /** Returns what the keys of all owners' names start with. */
  public String names() {
    return tenantPrefix + "name/";
  }

  /** Returns the key of the entry that says which owner has a name. */
  public String name(String ownerName) {
    return names() + escape(ownerName);
  }

  /** Returns what every key of an owner starts with; ends in {@code /}. */
  public String owner(Owner owner) {
    return tenantPrefix + "owner/" + escape(owner.id()) + "/";
  }

  /** Returns the key that says what an owner is called since it was renamed. */
  String renamed(Owner owner) {
    return owner(owner) + "renamed";
  }

  /** Returns the key that says that an owner is being copied to a name. */
  String copying(String ownerName) {
    return tenantPrefix + "copying/" + escape(ownerName);
  }

  /** Returns what the keys of an owner's blocks start with. */
  public String blocks(Owner owner) {
    return owner(owner) + "block/";
  }

  /** Returns the key of a block. */
  public String block(Owner owner, String label) {
    return blocks(owner) + escape(label);
  }

  /**
   * Returns the key of the next free place in a conversation.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT for the conversation's
   *     id
   */
  public String nextSequence(Owner owner, String conversation) {
    Texts.requireNonEmpty("conversation", conversation, CONVERSATION_BYTES);
    return owner(owner) + "conversation/" + escape(conversation) + "/next";
  }

  /** Returns what the keys of an owner's links to sources start with. */
  String attachments(Owner owner) {
    return owner(owner) + "source/";
  }

  /** Returns the key of an owner's link to a source. */
  String attachment(Owner owner, Source source) {
    return attachments(owner) + escape(source.id());
  }

  /** Returns what the keys of all sources' names start with. */
  String sources() {
    return tenantPrefix + "source/";
  }

  /** Returns the key of the entry that says which source has a name. */
  String source(String sourceName) {
    return sources() + escape(sourceName);
  }

  /** Returns what every key of a source starts with; ends in {@code /}. */
  String sourceData(Source source) {
    return tenantPrefix + "source-data/" + escape(source.id()) + "/";
  }

  /** Returns the key that says who may write to a source. */
  String lease(Source source) {
    return sourceData(source) + "lease";
  }

  /** Returns what the keys of a source's documents start with. */
  String documents(Source source) {
    return sourceData(source) + "document/";
  }

  /** Returns the key of a document. */
  String document(Source source, String key) {
    return documents(source) + escape(key);
  }

  /** Returns what the keys of a source's links back to owners start with. */
  String users(Source source) {
    return sourceData(source) + "owner/";
  }

  /** Returns the key of a source's link back to an owner. */
  String user(Source source, Owner owner) {
    return users(source) + escape(owner.id());
  }

  private static String escape(String part) {
    return part.replace("%", "%25").replace("/", "%2F");
  }
}
