package dev.recollect.agent.offline;

/**
 * A candidate judged against a question.
 *
 * @param candidate the stored text
 * @param clause its clause that fits the question best
 * @param support how well that clause fits by its words, 0 to 1
 * @param score orders the matches of one question; higher is better
 */
record Match(Candidate candidate, String clause, double support, double score) {}
