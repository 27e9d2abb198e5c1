package io.quarkiverse.processmanager.probe;

/**
 * The answer of one check.
 *
 * @param success whether the process is well
 * @param detail what was seen, as the end of a sentence: {@code connection to localhost:5432 was refused}
 */
public record ProbeResult(boolean success, String detail) {

    /** The process is well; {@code detail} is what was seen. */
    public static ProbeResult success(String detail) {
        return new ProbeResult(true, detail);
    }

    /** The process is not well; {@code detail} is what was seen. */
    public static ProbeResult failure(String detail) {
        return new ProbeResult(false, detail);
    }
}
