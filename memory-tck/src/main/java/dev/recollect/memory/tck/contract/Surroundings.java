package dev.recollect.memory.tck.contract;

import dev.recollect.memory.tck.report.Check;
import dev.recollect.memory.tck.report.ContractRun;

/**
 * What a test is given from outside.
 *
 * @param source where its fixture comes from
 * @param seed of everything random in it, the same for all tests of a run
 * @param run the report of the run it belongs to
 * @param check its line in the report
 */
record Surroundings(FixtureSource source, long seed, ContractRun run, Check check) {}
