package io.quarkiverse.processmanager.deployment.export.kubernetes;

/** What a process becomes in a cluster. */
enum Place {
    /** An init container of the pod of the application that Kubernetes restarts: a native sidecar. */
    SIDECAR,
    /** A container of the pod of the application. */
    CONTAINER,
    /** A task in the pod of the application: an init container. */
    INIT_CONTAINER,
    /** Pods of its own, which others find through a Service. */
    DEPLOYMENT,
    /** A task in a pod of its own. */
    JOB,
    /** A task with a schedule. */
    CRON_JOB;

    /** Whether the process runs in the pod of the application. */
    boolean isInPod() {
        return this == SIDECAR || this == CONTAINER || this == INIT_CONTAINER;
    }
}
