package dev.recollect.ingest;

import dev.recollect.ingest.read.DocumentReaders;
import dev.recollect.ingest.read.ExtractedDocument;
import dev.recollect.ingest.split.DocumentSplitter;
import dev.recollect.ingest.split.Piece;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Payload;
import java.util.List;

/** Makes of a file the document to be written: its pieces as passages that say where they stand. */
final class PassageMaker {

  private static final int TITLE_CHARACTERS = 300;
  private static final int HEADINGS = 10;

  private final DocumentReaders readers;
  private final DocumentSplitter splitter;

  PassageMaker(DocumentReaders readers, DocumentSplitter splitter) {
    this.readers = readers;
    this.splitter = splitter;
  }

  ReadDocument read(ChangedFile file, String fingerprint) {
    FoundFile found = file.file();
    ExtractedDocument extracted = readers.read(found.path(), found.name());
    String own = cut(extracted.title().strip());
    String title = own.isEmpty() ? FileNames.title(found.path()) : own;
    List<NewPassage> passages =
        splitter.split(title, extracted).stream()
            .map(piece -> passage(piece, title).withOccurredAt(found.modifiedAt()))
            .toList();
    NewDocument document =
        new NewDocument(found.key(), file.name(), file.origin(), fingerprint, passages);
    return new ReadDocument(document, file);
  }

  private static NewPassage passage(Piece piece, String title) {
    Payload.Builder metadata = Payload.builder();
    if (!title.isEmpty()) {
      metadata.put(Passage.TITLE, title);
    }
    if (piece.page() > 0) {
      metadata.put(Passage.PAGE, piece.page());
    }
    if (!piece.headings().isEmpty()) {
      List<String> headings = piece.headings();
      List<String> nearest =
          headings.subList(Math.max(0, headings.size() - HEADINGS), headings.size());
      metadata.put(Passage.HEADINGS, nearest.stream().map(PassageMaker::cut).toList());
    }
    return NewPassage.of(piece.text()).withContext(piece.context()).withMetadata(metadata.build());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TITLE_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TITLE_CHARACTERS));
  }
}
