package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids of points are part of the storage format. */
class PointIdsTest {

  @Test
  void uuid_ofARecord_neverChanges() {
    Namespace namespace = Namespace.of("default", NamespaceKind.ARCHIVE, "ada");

    assertThat(PointIds.uuid(namespace, "id"))
        .isEqualTo(UUID.fromString("0d373f92-5e7b-5537-a364-7f36b5ed633f"));
  }

  @Test
  void uuid_isOfVersionFive() {
    UUID uuid = PointIds.uuid(SampleRecords.ACME, "id");

    assertThat(uuid.version()).isEqualTo(5);
    assertThat(uuid.variant()).isEqualTo(2);
  }

  @Test
  void uuid_otherNamespaceOrId_isAnother() {
    assertThat(PointIds.uuid(SampleRecords.ACME, "id"))
        .isNotEqualTo(PointIds.uuid(SampleRecords.GLOBEX, "id"))
        .isNotEqualTo(PointIds.uuid(SampleRecords.ACME, "id2"));
  }
}
