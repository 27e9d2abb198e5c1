package io.quarkiverse.processmanager;

import io.smallrye.common.annotation.Experimental;

/**
 * Defaults for one kind of process: {@code quarkus.processes.web.pattern=web-server}, or
 * {@code ProcessDefinition.builder("web", pattern)}. A pattern sets defaults only; each setting of the user wins.
 * <p>
 * The application's own: each class of it with a public constructor without parameters is found at build time. It is no bean;
 * the build asks it too, so it must neither inject anything nor look at what only a running application has. The same
 * settings each time, or a live reload restarts processes.
 */
@Experimental("How a pattern composes with another one may change")
public interface ProcessPattern {

    /** What {@code pattern} says to mean it: lower-case letters, digits and dashes, unlike any other. */
    String name();

    /**
     * Sets the defaults. The builder does not contain a setting of the user yet.
     *
     * @param defaults without any setting, except for its id; to build on another pattern, let that one set its defaults first
     */
    void apply(ProcessDefinitionBuilder defaults);
}
