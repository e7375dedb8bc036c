package dev.recollect.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.TenantMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load does to a source when it goes well, and what the next one makes of it. */
class DocumentLoaderTest {

  @TempDir private Path temporary;

  private LoadFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(temporary);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static MemoryException of(ErrorKind kind, Throwable thrown) {
    assertThat(thrown).isInstanceOf(MemoryException.class);
    MemoryException exception = (MemoryException) thrown;
    assertThat(exception.kind()).isEqualTo(kind);
    return exception;
  }

  @Test
  void load_first_addsEveryFile() throws IOException {
    fixture.file("tides.md", "# Tides\n\nHigh tide is at noon.");
    fixture.file("deep/ferry.txt", "The ferry leaves at nine.");
    LoadReport report = fixture.load();
    assertThat(report).isEqualTo(new LoadReport("notes", 2, 0, 0, 0, 2, List.of()));
    assertThat(report.changed()).isTrue();
    assertThat(report.failed()).isFalse();
    assertThat(fixture.held()).allMatch(Document::complete);
    assertThat(fixture.names()).containsExactly("deep/ferry.txt", "tides.md");
    assertThat(fixture.documents().count()).isEqualTo(2);
  }

  @Test
  void load_second_writesAndEmbedsNothing() throws IOException {
    fixture.files(30);
    fixture.load();
    int calls = fixture.model.calls();
    List<Document> held = fixture.held();
    LoadReport report = fixture.load();
    assertThat(report).isEqualTo(new LoadReport("notes", 0, 0, 30, 0, 0, List.of()));
    assertThat(report.changed()).isFalse();
    assertThat(fixture.model.calls()).isEqualTo(calls);
    assertThat(fixture.held()).isEqualTo(held);
  }

  @Test
  void load_ofAChangedFile_replacesItsOwnPassagesOnly() throws IOException {
    fixture.file("a.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.load();
    fixture.file("a.txt", "The lamp is red.");
    assertThat(fixture.load()).isEqualTo(new LoadReport("notes", 0, 1, 1, 0, 1, List.of()));
    assertThat(fixture.found("lamp chair"))
        .containsExactlyInAnyOrder("The lamp is red.", "The chair is of oak.");
  }

  @Test
  void load_ofATouchedFile_changesNothing() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    fixture.load();
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(fixture.load().unchanged()).isEqualTo(1);
  }

  @Test
  void load_afterAFileIsGone_removesIt() throws IOException {
    Path gone = fixture.file("sub/a.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.load();
    Files.delete(gone);
    assertThat(fixture.load()).isEqualTo(new LoadReport("notes", 0, 0, 1, 1, 0, List.of()));
    assertThat(fixture.names()).containsExactly("b.txt");
    assertThat(fixture.found("lamp chair")).containsExactly("The chair is of oak.");
  }

  @Test
  void load_ofTheFolderAfterANamedFileIsGone_keepsIt_unlessItWasSeenThere() throws IOException {
    Path seen = fixture.file("seen.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.load(seen);
    fixture.load();
    Path unseen = fixture.file("unseen.txt", "The lamp is red.");
    fixture.load(unseen);
    Files.delete(seen);
    Files.delete(unseen);
    fixture.load();
    assertThat(fixture.found("lamp"))
        .contains("The lamp is red.")
        .doesNotContain("The lamp is green.");
  }

  @Test
  void load_ofAMovedFile_holdsItUnderItsNewNameOnly() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    fixture.load();
    Files.move(file, fixture.folder.resolve("z.txt"));
    assertThat(fixture.load()).isEqualTo(new LoadReport("notes", 1, 0, 0, 1, 1, List.of()));
    assertThat(fixture.passages("lamp"))
        .singleElement()
        .satisfies(passage -> assertThat(passage.origin()).contains("z.txt"));
  }

  @Test
  void load_ofAFileThatBroke_keepsWhatWasLoadedBefore_andSaysSo() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    fixture.load();
    Files.write(file, new byte[] {'a', (byte) 0xFF});
    LoadReport report = fixture.load();
    assertThat(report.failed()).isTrue();
    assertThat(report.changed()).isFalse();
    assertThat(report.skipped())
        .singleElement()
        .satisfies(skipped ->
            assertThat(skipped.toString())
                .isEqualTo(
                    "a.txt is not UTF-8 at byte 1; save it as UTF-8; what was loaded of it before"
                        + " stays"));
    assertThat(fixture.found("lamp")).containsExactly("The lamp is green.");
  }

  @Test
  void load_ofAFolderThatBecameEmpty_isAnError_andRemovesNothing() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    fixture.load();
    Files.delete(file);
    assertThatThrownBy(fixture::load)
        .satisfies(thrown -> of(ErrorKind.INVALID, thrown))
        .hasMessageContaining("there is nothing to load in " + fixture.folder)
        .hasMessageEndingWith("Nothing was changed");
    assertThat(fixture.found("lamp")).containsExactly("The lamp is green.");
  }

  @Test
  void load_ofNoFolder_isNotFound_andOfAFile_isInvalid_andNeitherMakesASource() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    Path missing = fixture.folder.resolve("missing");
    assertThatThrownBy(() -> fixture.loader().load(LoadRequest.folder(missing)))
        .satisfies(thrown -> of(ErrorKind.NOT_FOUND, thrown))
        .hasMessage("there is no folder " + missing);
    assertThatThrownBy(() -> fixture.loader().load(LoadRequest.folder(file)))
        .satisfies(thrown -> of(ErrorKind.INVALID, thrown))
        .hasMessageContaining("is no folder");
    assertThat(fixture.memory.sources().find("notes")).isEmpty();
  }

  @Test
  void load_withoutSubfolders_keepsWhatWasLoadedFromThem() throws IOException {
    Path direct = fixture.file("a.txt", "The lamp is green.");
    fixture.file("b.txt", "The door is blue.");
    Path below = fixture.file("sub/c.txt", "The chair is of oak.");
    fixture.load();
    Files.delete(direct);
    Files.delete(below);
    LoadReport report = fixture.loader().load(LoadRequest.folder(fixture.folder));
    assertThat(report.removed()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("b.txt", "sub/c.txt");
    assertThat(fixture.load().removed()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("b.txt");
  }

  @Test
  void load_ofTwoFoldersIntoOneSource_keepsThemApart() throws IOException {
    fixture.file("one/a.txt", "The lamp is green.");
    Path gone = fixture.file("two/b.txt", "The chair is of oak.");
    fixture.file("two/c.txt", "The door is blue.");
    Path one = fixture.folder.resolve("one");
    Path two = fixture.folder.resolve("two");
    fixture.loader().load(LoadRequest.folder(one));
    fixture.loader().load(LoadRequest.folder(two));
    Files.delete(gone);
    assertThat(fixture.loader().load(LoadRequest.folder(one)).removed()).isZero();
    assertThat(fixture.loader().load(LoadRequest.folder(two)).removed()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("a.txt", "c.txt");
  }

  @Test
  void load_ofTwoFoldersWhoseNamesLookAlike_keepsThemApart() throws IOException {
    fixture.file("one\ntwo/a.txt", "The lamp is green.");
    fixture.file("one\\u000atwo/b.txt", "The chair is of oak.");
    Path lineEnd = fixture.folder.resolve("one\ntwo");
    Path escape = fixture.folder.resolve("one\\u000atwo");
    fixture.loader().load(LoadRequest.folder(lineEnd));
    assertThat(fixture.loader().load(LoadRequest.folder(escape)).removed()).isZero();
    assertThat(fixture.loader().load(LoadRequest.folder(lineEnd)).removed()).isZero();
    assertThat(fixture.names()).containsExactly("a.txt", "b.txt");
  }

  @Test
  void load_ofAFolderAfterOneInIt_removesWhatIsGoneFromThere() throws IOException {
    Path gone = fixture.file("sub/a.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.loader().load(LoadRequest.folder(fixture.folder.resolve("sub")));
    fixture.load();
    Files.delete(gone);
    Files.delete(gone.getParent());
    assertThat(fixture.load().removed()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("b.txt");
  }

  @Test
  void load_ofAFolder_keepsWhatWasLoadedFromAHiddenOneInIt() throws IOException {
    fixture.file(".hidden/a.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.loader().load(LoadRequest.folder(fixture.folder.resolve(".hidden")));
    assertThat(fixture.load().removed()).isZero();
    assertThat(fixture.names()).containsExactly("a.txt", "b.txt");
  }

  @Test
  void load_byNameAndThroughItsFolder_isOneDocument() throws IOException {
    Path file = fixture.file("sub/a.txt", "The lamp is green.");
    fixture.load();
    assertThat(fixture.load(file).unchanged()).isEqualTo(1);
    fixture.file("sub/a.txt", "The lamp is red.");
    assertThat(fixture.load(file).replaced()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("sub/a.txt");
    assertThat(fixture.found("lamp")).containsExactly("The lamp is red.");
  }

  @Test
  void load_throughItsFolderAfterByName_makesItTheFolders() throws IOException {
    Path file = fixture.file("sub/a.txt", "The lamp is green.");
    fixture.file("b.txt", "The chair is of oak.");
    fixture.load(file);
    assertThat(fixture.names()).containsExactly("a.txt");
    fixture.load();
    assertThat(fixture.names()).containsExactly("b.txt", "sub/a.txt");
    assertThat(fixture.found("lamp")).contains("The lamp is green.").hasSize(2);
    Files.delete(file);
    assertThat(fixture.load().removed()).isEqualTo(1);
    assertThat(fixture.names()).containsExactly("b.txt");
  }

  @Test
  void load_ofOneFileNamedTwice_isOneDocument() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    Files.createDirectory(fixture.folder.resolve("sub"));
    Path detour = fixture.folder.resolve("sub/../a.txt");
    assertThat(fixture.load(file, detour).added()).isEqualTo(1);
  }

  @Test
  void load_ofTheSameContentTwice_isTwoDocuments() throws IOException {
    fixture.file("a.txt", "The lamp is green.");
    fixture.file("b.txt", "The lamp is green.");
    assertThat(fixture.load().added()).isEqualTo(2);
    assertThat(fixture.passages("lamp"))
        .extracting(passage -> passage.metadata().text(Passage.FILE).orElseThrow())
        .containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  @Test
  void load_givesPassagesWhereTheyStand_andTheTimeOfTheFile() throws IOException {
    Path file = fixture.file("boat.md", "# The boat\n\n## Engine\n\nChange the oil in spring.");
    Instant time = Instant.parse("2021-05-06T07:08:09.123456Z");
    Files.setLastModifiedTime(file, FileTime.from(time));
    fixture.load();
    Passage passage = fixture.passages("oil").getFirst();
    assertThat(passage.occurredAt()).isEqualTo(time);
    assertThat(passage.metadata().text(Passage.SOURCE)).contains("notes");
    assertThat(passage.metadata().text(Passage.FILE)).contains("boat.md");
    assertThat(passage.metadata().text(Passage.TITLE)).contains("The boat");
    assertThat(passage.metadata().get(Passage.HEADINGS).orElseThrow())
        .isInstanceOfSatisfying(
            PayloadValue.TextList.class,
            headings -> assertThat(headings.values()).contains("Engine"));
    assertThat(passage.metadata().get(Passage.PAGE)).isEmpty();
  }

  @Test
  void load_ofAPdf_givesThePage() throws IOException {
    PdfFiles.write(
        fixture.folder.resolve("manual.pdf"),
        "The anchor weighs ten kilograms.",
        "The mast is made of spruce.");
    fixture.load();
    assertThat(fixture.passages("mast spruce").getFirst().origin()).contains("manual.pdf, page 2");
  }

  @Test
  void load_ofTwoTenants_keepsTheirSourcesApart() throws IOException {
    Path file = fixture.file("a.txt", "The lamp is green.");
    TenantMemory acme = fixture.memory.tenant("acme");
    TenantMemory zeta = fixture.memory.tenant("zeta");
    DocumentLoader.into(acme, "notes").load(fixture.all());
    assertThat(zeta.sources().find("notes")).isEmpty();
    fixture.file("b.txt", "The chair is of oak.");
    Files.delete(file);
    DocumentLoader.into(zeta, "notes").load(fixture.all());
    assertThat(acme.sources().documents("notes").list(Cursor.START))
        .satisfies(
            page -> assertThat(page.items()).extracting(Document::name).containsExactly("a.txt"));
  }

  @Test
  void into_aNameThatIsNone_isInvalid() {
    for (String name : List.of("", "  ", "a\nb", "x".repeat(10_000))) {
      assertThatThrownBy(() -> DocumentLoader.into(fixture.memory, name))
          .as(name)
          .isInstanceOf(MemoryException.class);
    }
  }
}
