package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.tool.ToolResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResultPagesTest {

  private static final Pattern SHOWN =
      Pattern.compile(
          "Showing characters (\\d+) to (\\d+) of (\\d+) of result (r\\S+?)(; this is the end|;"
              + " to read on, call read_more with (\\{.*\\})):\n(.*)",
          Pattern.DOTALL);

  /** Words and signs, some four characters each. */
  private static int tokens(String text) {
    return 1 + text.codePointCount(0, text.length()) / 3;
  }

  private final ResultPages pages = new ResultPages(ResultPagesTest::tokens);

  @Test
  void resultThatFits_isShownAsItIs() {
    ToolResult result = ToolResult.ok("rain");
    assertThat(pages.first("c/1/2/0", result, 100)).isSameAs(result);
  }

  @Test
  void longResult_isShownFromTheBeginning_withTheCallThatReadsOn() {
    String text = "0123456789".repeat(200);
    ToolResult first = pages.first("c/1/2/0", ToolResult.ok(text), 200);
    Matcher shown = SHOWN.matcher(first.text());
    assertThat(shown.matches()).isTrue();
    assertThat(shown.group(1)).isEqualTo("0");
    assertThat(shown.group(3)).isEqualTo("2000");
    assertThat(shown.group(4)).isEqualTo("r2-0");
    assertThat(shown.group(6)).isEqualTo("{\"result\":\"r2-0\",\"from\":" + shown.group(2) + "}");
    assertThat(first.failed()).isFalse();
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Arbitraries.strings()
        .withChars("ab \n\u6F22")
        .withChars('\u00E9')
        .ofMinLength(400)
        .ofMaxLength(3_000)
        .map(text -> text.replace("ab", "\uD83D\uDE00"));
  }

  @Property(tries = 200)
  void partsReadOneAfterTheOther_areTheWholeResult(
      @ForAll("longTexts") String text, @ForAll @IntRange(min = 60, max = 300) int room) {
    ResultPages own = new ResultPages(ResultPagesTest::tokens);
    String page = own.first("c/1/7/3", ToolResult.ok(text), room).text();
    if (page.equals(text)) {
      return;
    }
    StringBuilder read = new StringBuilder();
    while (true) {
      assertThat(tokens(page)).isLessThanOrEqualTo(room);
      Matcher shown = SHOWN.matcher(page);
      assertThat(shown.matches()).as(page).isTrue();
      assertThat(Integer.parseInt(shown.group(1))).isEqualTo(read.length());
      assertThat(shown.group(7)).isNotEmpty();
      read.append(shown.group(7));
      if (shown.group(6) == null) {
        break;
      }
      page = own.more(shown.group(6), room).text();
    }
    assertThat(read).hasToString(text);
  }

  @Test
  void lessRoomLater_showsASmallerPart() {
    String text = "x".repeat(9_000);
    pages.first("c/1/2/0", ToolResult.ok(text), 1_000);
    ToolResult part = pages.more("{\"result\":\"r2-0\",\"from\":\"10\"}", 100);
    assertThat(tokens(part.text())).isLessThanOrEqualTo(100);
    assertThat(part.text()).startsWith("Showing characters 10 to ");
    assertThat(pages.more("{\"result\":\"r2-0\",\"from\":10}", 5).text())
        .isEqualTo("There is no room left to show any of the 9000 characters.");
  }

  @Test
  void partInsideACodePoint_beginsWithIt() {
    pages.first("c/1/2/0", ToolResult.ok("\uD83D\uDE00".repeat(3_000)), 100);
    assertThat(pages.more("{\"result\":\"r2-0\",\"from\":3}", 100).text())
        .startsWith("Showing characters 2 to ");
  }

  @Test
  void resultThatIsNotKept_isExplained() {
    assertThat(pages.more("{\"result\":\"r1-0\",\"from\":0}", 100).text())
        .isEqualTo(
            "Error calling function read_more: no result 'r1-0' is kept; results are kept for the"
                + " turn in which they were made. There is none in this turn. Call the tool again"
                + " that made it.");
    pages.first("c/1/2/0", ToolResult.ok("x".repeat(9_000)), 100);
    assertThat(pages.more("{\"result\":\"r1-0\",\"from\":0}", 100).text())
        .contains("There are: [r2-0].");
    assertThat(pages.more("{\"result\":\"r2-0\",\"from\":9000}", 100).text())
        .contains("'from' is 9000; result r2-0 has the characters 0 to 8999.");
    assertThat(pages.more("{\"result\":\"r2-0\",\"from\":-1}", 100).failed()).isTrue();
    assertThat(pages.more("{\"result\":\"r2-0\"}", 100).text())
        .contains("'from' is missing", "Its arguments are: {");
  }

  @Test
  void resultBeyondAllMeasure_isCutInsteadOfKept() {
    ToolResult first = pages.first("c/1/2/0", ToolResult.ok("x".repeat(ResultPages.KEPT + 1)), 100);
    assertThat(first.text()).contains("[cut: the first ");
    assertThat(tokens(first.text())).isLessThanOrEqualTo(100);
    assertThat(pages.more("{\"result\":\"r2-0\",\"from\":0}", 100).failed()).isTrue();
  }
}
