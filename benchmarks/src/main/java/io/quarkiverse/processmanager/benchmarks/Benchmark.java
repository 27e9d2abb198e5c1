package io.quarkiverse.processmanager.benchmarks;

/** One benchmark. */
interface Benchmark {

    /** Measures in rounds, our supervisor and the supervisor in C in turn, and adds the rows of the results. */
    void run(Yardstick c, Table table);
}
