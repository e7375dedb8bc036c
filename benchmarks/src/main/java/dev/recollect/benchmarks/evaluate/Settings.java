package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.memory.Opening;
import dev.recollect.benchmarks.evaluate.memory.Tier;
import dev.recollect.memory.api.tier.SearchMode;

/**
 * What is evaluated.
 *
 * @param opening which memory
 * @param tier which of its tiers holds the documents
 * @param mode what the searches rank by
 * @param topK how many hits a query asks for, 1 to 100
 * @param foreign how many foreign namespaces lie beside each real one
 * @param nearness whether each query is also asked where it has no answer
 */
record Settings(
    Opening opening, Tier tier, SearchMode mode, int topK, int foreign, boolean nearness) {}
