package io.quarkiverse.processmanager;

/** Which process may listen on the port of a process. */
public enum PortOwner {

    /**
     * Only the process itself, with its process tree. A start fails with {@link ProcessException.Reason#PORT_IN_USE} while
     * another process listens on the port, and a health check that another process answers has failed.
     */
    PROCESS,

    /** Any process: the command starts or uses a server outside of its process tree, such as a container. */
    ANY
}
