package io.quarkiverse.processmanager.runtime.process.tree;

/** How much a scan that has found no member of a tree proves. */
enum ScanConfidence {
    /** A young process shows no environment yet, because it is executing its program. The process can be a member. */
    DOUBTFUL,
    /** Processes were forked during the scan, and it can have missed one. A second scan finds that one. */
    LIKELY,
    /** Each process that is alive was alive during the whole scan, and the scan has found it. */
    SURE
}
