package dev.recollect.ingest.read;

import java.util.List;

/**
 * A page of a PDF.
 *
 * @param number from 1
 * @param lines in the order in which the file draws them
 */
record PdfPage(int number, List<PdfLine> lines) {}
