package dev.recollect.ingest.read;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;

/** The headings of Markdown texts, without those inside quotes, lists and code. Thread-safe. */
final class MarkdownHeadings {

  /** Deeper nesting than any document has; without a bound a hostile one takes quadratic time. */
  private static final int MOST_NESTED_BLOCKS = 100;

  /** A longer one keeps its markup. */
  private static final int LONGEST_PARSED_HEADING = 1_000;

  /**
   * A heading.
   *
   * @param level from 1, the outermost, to 6
   * @param title its text without markup; may be blank
   * @param start index of its first character in the source
   * @param end index behind its last character
   */
  record Found(int level, String title, int start, int end) {}

  private final Parser blocks =
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .maxOpenBlockParsers(MOST_NESTED_BLOCKS)
          .inlineParserFactory(context -> headingsOnly())
          .build();
  private final Parser inlines = Parser.builder().maxInlineNesting(MOST_NESTED_BLOCKS).build();

  /** Returns the headings of a text in order. */
  List<Found> in(String markdown) {
    List<Found> headings = new ArrayList<>();
    Node document = blocks.parse(markdown);
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        headings.add(found(heading));
      }
    }
    return headings;
  }

  /** The text of a document is taken from its source, so only headings need their content. */
  private static InlineParser headingsOnly() {
    return (lines, node) -> {
      if (node instanceof Heading) {
        node.appendChild(new Text(lines.getContent()));
      }
    };
  }

  private Found found(Heading heading) {
    List<SourceSpan> spans = heading.getSourceSpans();
    SourceSpan last = spans.getLast();
    return new Found(
        heading.getLevel(),
        title(heading),
        spans.getFirst().getInputIndex(),
        last.getInputIndex() + last.getLength());
  }

  private String title(Heading heading) {
    String source = heading.getFirstChild() instanceof Text text ? text.getLiteral() : "";
    String title = source.length() > LONGEST_PARSED_HEADING ? source : plain(source);
    return title.replaceAll("\\s+", " ").strip();
  }

  private String plain(String source) {
    StringBuilder plain = new StringBuilder();
    inlines.parse(source).accept(new PlainText(plain));
    return plain.toString();
  }

  /** Collects what is read, without markup and addresses. */
  private static final class PlainText extends AbstractVisitor {
    private final StringBuilder plain;

    PlainText(StringBuilder plain) {
      this.plain = plain;
    }

    @Override
    public void visit(Text text) {
      plain.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      plain.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak softLineBreak) {
      plain.append(' ');
    }

    @Override
    public void visit(HardLineBreak hardLineBreak) {
      plain.append(' ');
    }
  }
}
