package io.quarkiverse.processmanager.probe;

/**
 * The result of one check. Immutable.
 *
 * @param success whether the process is healthy
 * @param detail the finding, as text for people: {@code connection to localhost:5432 was refused}
 */
public record ProbeResult(boolean success, String detail) {

    /** A successful check: the process is healthy. */
    public static ProbeResult success(String detail) {
        return new ProbeResult(true, detail);
    }

    /** A failed check: the process is not healthy. */
    public static ProbeResult failure(String detail) {
        return new ProbeResult(false, detail);
    }
}
