package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Text of other namespaces, to lie beside that of a collection: as many documents a namespace as
 * the real one it stands beside has, each of the first half of the words of one document and the
 * second half of another's, drawn at random from the whole collection. Date, role and place in the
 * order are those of the real one, the speaker that of the first half. Deterministic; immutable.
 */
public final class ForeignText {

  private final List<Document> pool;

  /** Creates foreign text from the documents of a collection. */
  public ForeignText(List<Document> documents) {
    this.pool = List.copyOf(documents);
  }

  /**
   * Returns a foreign namespace.
   *
   * @param beside the documents of a real one, in order
   * @param copy which of the foreign namespaces beside that it is
   */
  public List<Document> beside(List<Document> beside, int copy) {
    Document first = beside.get(0);
    String namespace = first.namespace() + " foreign " + copy;
    Random random = new Random(namespace.hashCode());
    List<Document> foreign = new ArrayList<>();
    for (Document real : beside) {
      foreign.add(recombined(real, namespace, draw(random), draw(random)));
    }
    return foreign;
  }

  private Document draw(Random random) {
    return pool.get(random.nextInt(pool.size()));
  }

  private static Document recombined(
      Document real, String namespace, Document one, Document other) {
    List<String> first = words(one);
    List<String> second = words(other);
    List<String> text = new ArrayList<>(first.subList(0, (first.size() + 1) / 2));
    text.addAll(second.subList((second.size() + 1) / 2, second.size()));
    return new Document(
        real.place(),
        real.id() + " in " + namespace,
        namespace,
        String.join(" ", text),
        real.createdAt(),
        real.role(),
        one.speaker());
  }

  private static List<String> words(Document document) {
    return Arrays.asList(document.text().split("\\s+", -1));
  }
}
