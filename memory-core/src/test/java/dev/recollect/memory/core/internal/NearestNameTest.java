package dev.recollect.memory.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void among_oneNear_isFound() {
    assertThat(NearestName.among(List.of("lucene", "qdrant"), "lucen")).contains("lucene");
    assertThat(NearestName.among(List.of("lucene", "qdrant"), "QDRANT")).contains("qdrant");
  }

  @Test
  void among_equallyNear_isTheFirstByName() {
    assertThat(NearestName.among(List.of("bat", "ant", "cat"), "rat")).contains("bat");
  }

  @Test
  void among_onlyFar_isEmpty() {
    assertThat(NearestName.among(List.of("lucene", "qdrant"), "postgres")).isEmpty();
    assertThat(NearestName.hint(List.of(), "x")).isEmpty();
  }

  @Property
  void distance_isAMetric(@ForAll String left, @ForAll String right) {
    int distance = NearestName.distance(left, right);

    assertThat(distance).isEqualTo(NearestName.distance(right, left)).isNotNegative();
    assertThat(NearestName.distance(left, left)).isZero();
    assertThat(NearestName.distance(left, left + "x")).isEqualTo(1);
  }

  @Test
  void distance_countsEachKindOfChange() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void among_twoCharactersSwapped_isNearerThanTwoChanged() {
    assertThat(NearestName.among(List.of("detach", "search"), "serach")).contains("search");
    assertThat(NearestName.distance("serach", "search")).isEqualTo(1);
  }
}
