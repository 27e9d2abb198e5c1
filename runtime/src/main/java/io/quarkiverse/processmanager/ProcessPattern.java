package io.quarkiverse.processmanager;

/**
 * Defaults for one kind of process: {@code quarkus.processes.web.pattern=web-server}, or
 * {@code ProcessDefinition.builder("web").pattern(..)}. A pattern only sets defaults; what the user writes wins.
 * <p>
 * The application's own: each class of it with a public constructor without parameters is found at build time. It is no bean;
 * the build asks it too, so it must neither inject anything nor look at what only a running application has. The same
 * settings each time, or a live reload restarts processes.
 */
public interface ProcessPattern {

    /** What {@code pattern} says to mean it: lower-case letters, digits and dashes, unlike any other. */
    String name();

    /**
     * Sets the defaults. Nothing that the user has set can be seen here.
     *
     * @param defaults without any setting, except for its id; to build on another pattern, let that one set its defaults first
     */
    void apply(ProcessDefinitionBuilder defaults);
}
