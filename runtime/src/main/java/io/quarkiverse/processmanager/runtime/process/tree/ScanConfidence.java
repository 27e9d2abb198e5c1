package io.quarkiverse.processmanager.runtime.process.tree;

/** How much a scan that has found no member of a tree proves. */
enum ScanConfidence {
    /** A young process shows no environment yet, because it is executing its program. The process can be a member. */
    DOUBTFUL,
    /** The scan can have missed a process that was forked during the scan. A second scan finds it. */
    LIKELY,
    /** Each process that is alive was alive during the whole scan, and the scan has found it. */
    SURE
}
