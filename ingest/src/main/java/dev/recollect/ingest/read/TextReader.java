package dev.recollect.ingest.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads plain text: one section without headings. */
final class TextReader implements DocumentReader {

  @Override
  public Set<String> extensions() {
    return Set.of("txt", "text");
  }

  @Override
  public ExtractedDocument read(Path file) throws IOException, Refusal {
    return new ExtractedDocument("", List.of(new Section(List.of(), 0, TextFile.read(file))));
  }
}
