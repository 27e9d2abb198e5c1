package io.quarkiverse.processmanager.runtime.config.export;

/** Where a process runs in a Kubernetes cluster. */
public enum KubernetesPlacement {
    /** In the pod of the application, as an init container that Kubernetes restarts. The application starts after it. */
    SIDECAR,
    /** In the pod of the application, as a container beside that of the application. Both start at the same time. */
    CONTAINER,
    /** In pods of its own: a Deployment with a Service, or a Job. */
    SEPARATE
}
