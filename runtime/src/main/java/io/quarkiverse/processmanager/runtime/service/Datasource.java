package io.quarkiverse.processmanager.runtime.service;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** The configuration of the datasources that a database feeds, and their credentials. */
final class Datasource {

    /** The database, the user and the password, unless the application sets a user and a password itself. */
    static final String NAME = "quarkus";

    private static final String JDBC = "io.quarkus.agroal.runtime.AgroalRecorder";
    private static final String UNNAMED = "datasource";

    private Datasource() {
    }

    /**
     * The settings of the process: a free port, and what it contributes to the clients that the application has. An unnamed
     * datasource has the kind of the only driver.
     *
     * @param kind the kind of the datasource, which is also the scheme of the JDBC URL
     * @param reactiveClient a class of the reactive client
     * @param reactiveScheme the scheme of the reactive URL
     */
    static Map<String, String> configuration(ServiceRequest request, String kind, String reactiveClient,
            String reactiveScheme) {
        ContributedSettings settings = new ContributedSettings(request);
        boolean jdbc = request.hasClass(JDBC);
        boolean reactive = request.hasClass(reactiveClient);
        String address = "://" + settings.address() + "/" + NAME;
        for (String feed : jdbc || reactive ? request.feeds(UNNAMED) : List.<String> of()) {
            String prefix = "quarkus." + feed + ".";
            if (!feed.equals(UNNAMED)) {
                settings.contribute(prefix + "db-kind", kind);
            }
            if (jdbc) {
                settings.contribute(prefix + "jdbc.url", "jdbc:" + kind + address);
            }
            if (reactive) {
                settings.contribute(prefix + "reactive.url", reactiveScheme + address);
            }
            settings.credential(prefix + "username", NAME).credential(prefix + "password", NAME);
        }
        return settings.settings();
    }

    /** A user of the database. */
    record User(String name, String password) {
    }

    /**
     * The users with which the datasources connect, without repetitions: those of the application, or those that the service
     * contributes. The first one owns the data.
     */
    static List<User> users(ServiceInstance instance) {
        Set<User> users = new LinkedHashSet<>();
        for (String feed : instance.feeds(UNNAMED)) {
            users.add(new User(credential(instance, feed, "username"), credential(instance, feed, "password")));
        }
        return users.isEmpty() ? List.of(new User(NAME, NAME)) : List.copyOf(users);
    }

    /** Why the users cannot be created, as the end of a sentence; empty if they can. */
    static Optional<String> problem(List<User> users, Pattern identifier, String rule) {
        Set<String> names = new HashSet<>();
        for (User user : users) {
            if (!identifier.matcher(user.name()).matches()) {
                return Optional.of("cannot create the user '" + user.name() + "': " + rule);
            }
            if (!names.add(user.name())) {
                return Optional.of("cannot create the user '" + user.name()
                        + "' with two passwords: give each datasource of the process the same password for the user");
            }
        }
        return Optional.empty();
    }

    private static String credential(ServiceInstance instance, String feed, String key) {
        return instance.value("quarkus." + feed + "." + key).orElse(NAME);
    }
}
