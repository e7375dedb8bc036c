package dev.recollect.examples.autonomous;

import dev.recollect.agent.Describe;
import dev.recollect.agent.tool.RecordTool;
import dev.recollect.memory.api.tool.Tool;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tools with which the agent works, all of them harmless. */
final class WorkTools {

  /** Name of the tool that says the goal is reached. */
  static final String FINISH = "finish";

  /** What can be computed of some numbers. */
  enum Operation {
    SUM,
    MEAN,
    SMALLEST,
    LARGEST
  }

  record Plan(@Describe("The steps, in order") List<String> steps) {}

  record WriteFile(
      @Describe("Name of the file, for example report.txt") String name,
      @Describe("All that the file shall hold") String text) {}

  record ReadFile(@Describe("Name of the file") String name) {}

  record ListFiles() {}

  record Compute(
      @Describe("What to compute") Operation operation,
      @Describe("Of which numbers, at least one") List<Double> numbers) {}

  record Finish(@Describe("In a sentence or two, what was achieved") String summary) {}

  private WorkTools() {}

  /** Returns the tools of a folder. */
  static List<Tool> of(Workspace workspace) {
    return List.of(
        tool("plan", "Write down your plan. Do this first.", Plan.class, WorkTools::planned),
        tool(
            "write_file",
            "Write a file of your working folder.",
            WriteFile.class,
            file -> workspace.write(file.name(), file.text())),
        tool(
            "read_file",
            "Read a file of your working folder.",
            ReadFile.class,
            file -> workspace.read(file.name())),
        tool(
            "list_files",
            "List the files of your working folder.",
            ListFiles.class,
            all -> String.join(", ", workspace.names())),
        tool("compute", "Compute with numbers.", Compute.class, WorkTools::computed),
        tool(
            FINISH,
            "Say that the goal is reached. Do this last, and only when it is.",
            Finish.class,
            finish -> "The goal is reached: " + finish.summary()));
  }

  private static <T extends Record> Tool tool(
      String name, String description, Class<T> type, Function<T, String> work) {
    return new RecordTool<>(name, description, type, WorkTools::description, work);
  }

  private static Optional<String> description(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Describe.class)).map(Describe::value);
  }

  private static String planned(Plan plan) {
    if (plan.steps().isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one step");
    }
    return "planned: " + String.join("; ", plan.steps());
  }

  private static String computed(Compute compute) {
    if (compute.numbers().isEmpty()) {
      throw new IllegalArgumentException("there is nothing to compute without a number");
    }
    double[] numbers = compute.numbers().stream().mapToDouble(Double::doubleValue).toArray();
    DoubleSummaryStatistics found = Arrays.stream(numbers).summaryStatistics();
    return Double.toString(
        switch (compute.operation()) {
          case SUM -> found.getSum();
          case MEAN -> found.getAverage();
          case SMALLEST -> found.getMin();
          case LARGEST -> found.getMax();
        });
  }
}
