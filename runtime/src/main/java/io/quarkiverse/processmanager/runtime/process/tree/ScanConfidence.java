package io.quarkiverse.processmanager.runtime.process.tree;

/** How much it says that a look at all processes has found nobody of a tree. */
enum ScanConfidence {
    /** Somebody young does not show yet what it is, and can be one of them: it is just executing its program. */
    DOUBTFUL,
    /** Whoever was forked during the look can have been missed; a second look finds it. */
    LIKELY,
    /** Whoever is alive was alive and seen all the time. */
    SURE
}
