package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What the scripted run leaves in a folder. */
final class ScriptedRun {

  /** The tools, in order. */
  static final List<String> TOOLS =
      List.of("plan", "write_file", "compute", "write_file", "read_file", "list_files", "finish");

  private ScriptedRun() {}

  static List<Journal.Action> journal(Path folder) {
    return Journal.open(folder.resolve("workspace/.journal.jsonl")).actions();
  }

  static void assertEachActOnce(Path folder) {
    List<Journal.Action> journal = journal(folder);
    assertThat(journal).extracting(Journal.Action::tool).containsExactlyElementsOf(TOOLS);
    assertThat(journal).extracting(Journal.Action::key).doesNotHaveDuplicates();
    assertThat(folder.resolve("workspace/report.txt"))
        .hasContent("The three berths are 4.5 m deep on average.");
  }
}
