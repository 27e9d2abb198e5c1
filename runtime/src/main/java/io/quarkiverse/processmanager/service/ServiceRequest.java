package io.quarkiverse.processmanager.service;

import java.util.List;
import java.util.Optional;

/**
 * A process whose configuration is being created: only properties and classes are known. A {@link ProcessService} uses it in the call
 * that receives it, on the thread of that call.
 */
public interface ServiceRequest {

    /** The id of the process. */
    String id();

    /**
     * What the service feeds: the value of {@code service.feeds}, such as {@code datasource} or {@code datasource."orders"}. The
     * keys of a feed begin with {@code quarkus.} and this text.
     *
     * @param preset the feeds without {@code service.feeds}
     */
    List<String> feeds(String... preset);

    /** The expression that refers to a setting of the process: {@code port} gives {@code ${quarkus.processes."db".port}}. */
    String reference(String setting);

    /**
     * The expression for the host on which the application finds the process: {@code localhost}, or the {@code host} of the
     * process, which is another one when the process runs elsewhere.
     */
    default String host() {
        return "localhost";
    }

    /** The same host as a part of a URL or in front of a port: an IPv6 address has brackets here, and none in {@link #host()}. */
    default String urlHost() {
        return host();
    }

    /** Whether the application has a class, and so the extension that contains the class. */
    boolean hasClass(String name);

    /** The value of a property that the user has set, with its expressions expanded; empty without a value. */
    Optional<String> value(String property);
}
