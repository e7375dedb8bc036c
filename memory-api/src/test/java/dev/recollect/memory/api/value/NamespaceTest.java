package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamespaceTest {

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.strings()
        .withChars("a/%2F5é😀'\"\\".toCharArray())
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(NamespaceTest::paired);
  }

  private static boolean paired(String text) {
    return text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  @Property
  void parse_itsOwnKey_isTheSameNamespace(
      @ForAll("parts") String tenant,
      @ForAll NamespaceKind kind,
      @ForAll("parts") String owner,
      @ForAll("parts") String user) {
    Namespace namespace = Namespace.of(tenant, kind, owner).forUser(user);
    Namespace parsed = Namespace.parse(namespace.key());
    assertThat(parsed).isEqualTo(namespace);
    assertThat(parsed.tenant()).isEqualTo(tenant);
    assertThat(parsed.owner()).isEqualTo(owner);
    assertThat(parsed.user()).contains(user);
  }

  @Property
  void key_ofDifferentParts_differs(
      @ForAll("parts") String tenant,
      @ForAll("parts") String owner,
      @ForAll("parts") String otherTenant,
      @ForAll("parts") String otherOwner) {
    Namespace one = Namespace.of(tenant, NamespaceKind.RECALL, owner);
    Namespace two = Namespace.of(otherTenant, NamespaceKind.RECALL, otherOwner);
    boolean same = tenant.equals(otherTenant) && owner.equals(otherOwner);
    assertThat(one.key().equals(two.key())).isEqualTo(same);
  }

  @Test
  void of_emptyPart_isInvalid() {
    assertThatThrownBy(() -> Namespace.of("", NamespaceKind.RECALL, "a"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
  }

  @Test
  void of_keyAboveTheLimit_isRefused() {
    assertThatThrownBy(() -> Namespace.of("t", NamespaceKind.RECALL, "a".repeat(510)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
  }
}
