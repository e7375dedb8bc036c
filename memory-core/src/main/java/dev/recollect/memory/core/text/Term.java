package dev.recollect.memory.core.text;

/**
 * One occurrence of a term in a text.
 *
 * @param stem the term after lower case and stemming
 * @param hash what stands for the stem in sparse vectors; never 0 or -1
 * @param start index of the first character of the word in the text
 * @param end index behind its last character
 */
public record Term(String stem, int hash, int start, int end) {}
