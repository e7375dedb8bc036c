package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which core keeps state: {@code tenant/<tenant>/name/<name>} for an owner's entry
 * and {@code tenant/<tenant>/owner/<id>/…} for all that belongs to it, {@code …/source/<name>} and
 * {@code …/source-data/<id>/…} likewise for sources. Of a user of an owner, {@code …/users/<name>}
 * below the owner is the entry and {@code …/user/<id>/…} holds what is the user's. In names, {@code
 * /} and {@code %} are percent-escaped. Immutable.
 */
public final class StateKeys {

  /** Largest id of a conversation, in bytes of UTF-8. */
  public static final int CONVERSATION_BYTES = 128;

  /** The block that each user of an owner has for themselves. */
  public static final String USERS_BLOCK = "human";

  private final String tenantPrefix;
  private final @Nullable OwnerUser user;

  /** Creates the keys of a tenant. */
  public StateKeys(String tenant) {
    this("tenant/" + escape(tenant) + "/", null);
  }

  private StateKeys(String tenantPrefix, @Nullable OwnerUser user) {
    this.tenantPrefix = tenantPrefix;
    this.user = user;
  }

  /** Returns the keys with which an owner serves one of its users. */
  public StateKeys forUser(OwnerUser newUser) {
    return new StateKeys(tenantPrefix, newUser);
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

  /**
   * Returns what the keys start with of all that an owner has with whom it serves: its user's, if
   * there is one, otherwise its own; ends in {@code /}.
   */
  public String served(Owner owner) {
    return user == null ? owner(owner) : userData(owner, user);
  }

  /** Returns what the keys of the entries of an owner's users start with. */
  String users(Owner owner) {
    return owner(owner) + "users/";
  }

  /** Returns the key of the entry of a user. */
  String user(Owner owner, String userName) {
    return users(owner) + escape(userName);
  }

  /** Returns what every key of a user's starts with; ends in {@code /}. */
  String userData(Owner owner, OwnerUser of) {
    return owner(owner) + "user/" + escape(of.id()) + "/";
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

  /** Returns the key of a block, or of the link to a shared one that stands in its place. */
  public String block(Owner owner, String label) {
    return ofUser(label) ? served(owner) + "block/" + escape(label) : blocks(owner) + escape(label);
  }

  /** Returns whether a block is the user's whom the owner serves, and not the owner's. */
  boolean ofUser(String label) {
    return user != null && label.equals(USERS_BLOCK);
  }

  /** Returns what the keys of all shared blocks start with. */
  String sharedBlocks() {
    return tenantPrefix + "shared-block/";
  }

  /** Returns the key of a shared block. */
  String sharedBlock(String label) {
    return sharedBlocks() + escape(label);
  }

  /** Returns what the keys of a shared block's links back to owners start with. */
  String sharedBlockUsers(String label) {
    return tenantPrefix + "shared-block-owner/" + escape(label) + "/";
  }

  /** Returns the key of a shared block's link back to an owner. */
  String sharedBlockUser(String label, Owner owner) {
    return sharedBlockUsers(label) + escape(owner.id());
  }

  /**
   * Returns the key of the next free place in a conversation.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT for the conversation's
   *     id
   */
  public String nextSequence(Owner owner, String conversation) {
    Texts.requireNonEmpty("conversation", conversation, CONVERSATION_BYTES);
    return served(owner) + "conversation/" + escape(conversation) + "/next";
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
