package io.quarkiverse.processmanager.benchmarks;

/** One thing that is measured. */
interface Benchmark {

    /** Measures it in rounds, ours and the one in C in turn, and adds its rows. */
    void run(Yardstick c, Table table);
}
