package dev.recollect.ingest.read;

/**
 * A line of a PDF page, with where it stands; lengths in points, to the right and down.
 *
 * @param text what it says, cleaned
 * @param left where it starts
 * @param right where it ends
 * @param baseline where its letters stand
 * @param size of the font that most of its letters have
 * @param fixedWidth whether most of its letters are of one width, as in listings
 * @param upright whether it is not turned
 */
record PdfLine(
    String text,
    float left,
    float right,
    float baseline,
    float size,
    boolean fixedWidth,
    boolean upright) {}
