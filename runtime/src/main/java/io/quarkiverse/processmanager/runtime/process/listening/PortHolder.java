package io.quarkiverse.processmanager.runtime.process.listening;

/**
 * What listens on a port, for a sentence.
 *
 * @param kind what it is
 * @param words its name, such as {@code pid 12 (postgres in /data)}
 * @param remedy what removes the conflict, apart from another port
 */
public record PortHolder(Kind kind, String words, String remedy) {

    public enum Kind {
        /** The application itself. */
        APPLICATION,
        /** A process of a process manager. */
        MANAGED,
        CONTAINER,
        OTHER
    }

    static PortHolder application(long pid) {
        return new PortHolder(Kind.APPLICATION, "this application, pid " + pid, "choose another port for one of the two");
    }

    static PortHolder container(String words) {
        return new PortHolder(Kind.CONTAINER, words, "stop it");
    }

    static PortHolder other(String words) {
        return new PortHolder(Kind.OTHER, words, "stop it");
    }

    /** Whether the holder may be there for the process that claims the port. */
    boolean mayServe() {
        return kind == Kind.CONTAINER || kind == Kind.OTHER;
    }

    /** The same holder with another name. */
    PortHolder named(String other) {
        return new PortHolder(kind, other, remedy);
    }
}
