package io.quarkiverse.processmanager;

import io.smallrye.common.annotation.Experimental;

/**
 * Defaults for one kind of process: {@code quarkus.processes.web.pattern=web-server}, or
 * {@code ProcessDefinition.builder("web", pattern)}. A pattern sets defaults only: a setting of your own replaces a default of
 * the pattern.
 * <p>
 * To add a pattern, implement this interface in a class of the application with a public constructor without parameters. The
 * build finds the class and calls it, so the class is no bean: it must not inject beans or use anything that exists only in a
 * running application. A pattern must set the same defaults each time; otherwise a live reload restarts processes.
 */
@Experimental("How a pattern composes with another one may change")
public interface ProcessPattern {

    /** The value of the property {@code pattern} for this pattern: unique, of lower-case letters, digits and dashes. */
    String name();

    /**
     * Whether the pattern describes a program with its data, as a service does (default: false). One process at a time then uses the
     * {@code data-dir}.
     */
    default boolean isService() {
        return false;
    }

    /**
     * Sets the defaults. Called before the builder gets any other setting. To extend another pattern, call its {@code apply}
     * first.
     *
     * @param defaults a builder with an id and no settings
     */
    void apply(ProcessDefinitionBuilder defaults);
}
