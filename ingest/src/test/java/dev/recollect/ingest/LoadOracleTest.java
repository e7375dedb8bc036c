package dev.recollect.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happened to a folder and to the loads of it: a good load makes the source its image. */
class LoadOracleTest {

  private static final List<String> NAMES =
      List.of("a.txt", "b.md", "sub/a.txt", "sub/c.txt", "sub/deep/d.md");
  private static final List<String> COLOURS = List.of("green", "red", "blue", "white");

  /** What a source holds, in words that do not depend on when it was loaded. */
  private record Content(List<String> documents, List<String> passages) {}

  @Property(tries = 40)
  void load_afterAnything_holdsWhatAFreshLoadHolds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int steps) throws IOException {
    Path temporary = Files.createTempDirectory("loads");
    try (LoadFixture fixture = new LoadFixture(temporary)) {
      Random random = new Random(seed);
      fixture.file("always.txt", "The door is black.");
      for (int step = 0; step < steps; step++) {
        step(fixture, random);
      }
      calm(fixture);
      fixture.load();
      deleteWhatNoFolderHeld(fixture);
      Content held = content(fixture);
      fixture.memory.sources().delete(LoadFixture.SOURCE);
      fixture.load();
      assertThat(held).isEqualTo(content(fixture));
    } finally {
      delete(temporary);
    }
  }

  @Example
  void content_ofFilesThatDiffer_differs() throws IOException {
    Path temporary = Files.createTempDirectory("loads");
    try (LoadFixture fixture = new LoadFixture(temporary)) {
      fixture.file("a.txt", "The lamp is green.");
      fixture.load();
      Content before = content(fixture);
      fixture.file("a.txt", "The lamp is red.");
      fixture.load();
      assertThat(content(fixture)).isNotEqualTo(before);
    } finally {
      delete(temporary);
    }
  }

  /** Files that were loaded by name, and were gone before a folder with them was loaded, stay. */
  private static void deleteWhatNoFolderHeld(LoadFixture fixture) {
    List<String> keys =
        fixture.held().stream()
            .filter(document -> document.origin().isEmpty())
            .map(Document::key)
            .toList();
    assertThat(NAMES.stream().map(fixture.folder::resolve).filter(Files::exists))
        .extracting(FoundFile::key)
        .noneMatch(keys::contains);
    fixture.documents().delete(keys);
  }

  private static void step(LoadFixture fixture, Random random) throws IOException {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    Path file = fixture.folder.resolve(name);
    switch (random.nextInt(6)) {
      case 0, 1 -> fixture.file(name, text(random));
      case 2 -> Files.deleteIfExists(file);
      case 3 -> move(fixture, file, NAMES.get(random.nextInt(NAMES.size())));
      case 4 -> load(fixture, random, fixture.all());
      default -> load(fixture, random, part(fixture, file, random));
    }
  }

  private static String text(Random random) {
    String colour = COLOURS.get(random.nextInt(COLOURS.size()));
    String one = "The lamp is " + colour + ".\n\n";
    return random.nextInt(4) == 0 ? one + "And so is the chair. ".repeat(150) : one;
  }

  private static void move(LoadFixture fixture, Path file, String target) throws IOException {
    if (Files.exists(file) && !file.endsWith(target)) {
      String text = Files.readString(file);
      Files.delete(file);
      fixture.file(target, text);
    }
  }

  private static LoadRequest part(LoadFixture fixture, Path file, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> LoadRequest.files(List.of(file));
      case 1 -> LoadRequest.folder(fixture.folder);
      default -> LoadRequest.folder(fixture.folder.resolve("sub")).withSubfolders();
    };
  }

  /** Loads with a fault somewhere, or with none. */
  private static void load(LoadFixture fixture, Random random, LoadRequest request) {
    Runnable fault = failingAt(random.nextInt(6));
    switch (random.nextInt(4)) {
      case 0 -> fixture.model.beforeCall(fault);
      case 1 -> fixture.backend.beforeCommit(fault);
      case 2 -> fixture.backend.afterCommit(fault);
      default -> calm(fixture);
    }
    try {
      fixture.loader().load(request);
    } catch (MemoryException e) {
      assertThat(e.kind())
          .as(e.getMessage())
          .isIn(ErrorKind.UNAVAILABLE, ErrorKind.INVALID, ErrorKind.NOT_FOUND);
    }
    calm(fixture);
  }

  private static void calm(LoadFixture fixture) {
    fixture.model.beforeCall(() -> {});
    fixture.backend.beforeCommit(() -> {});
    fixture.backend.afterCommit(() -> {});
  }

  private static Runnable failingAt(int call) {
    int[] left = {call};
    return () -> {
      if (left[0]-- == 0) {
        throw new MemoryException(ErrorKind.UNAVAILABLE, "the connection is gone", null);
      }
    };
  }

  /** Names are left out: a file of two folders, one in the other, is called as in one of them. */
  private static Content content(LoadFixture fixture) {
    List<String> documents = fixture.held().stream().map(LoadOracleTest::shown).sorted().toList();
    List<String> passages =
        fixture.passages("the lamp and so is the chair").stream()
            .map(passage -> passage.metadata().text(Passage.TITLE) + " " + passage.text())
            .sorted()
            .toList();
    assertThat(fixture.documents().count()).isEqualTo(passages.size());
    return new Content(documents, passages);
  }

  private static String shown(Document document) {
    return String.join(
        " ",
        document.key(),
        document.fingerprint(),
        Boolean.toString(document.complete()),
        Integer.toString(document.passages()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
