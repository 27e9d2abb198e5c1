package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        Map<String, String> settings = new TreeMap<>();
        settings.put("port", "0");
        boolean jdbc = request.hasClass(JDBC);
        boolean reactive = request.hasClass(reactiveClient);
        String address = "://localhost:" + request.reference("port") + "/" + NAME;
        for (String feed : jdbc || reactive ? request.feeds(UNNAMED) : List.<String> of()) {
            String prefix = "config.\"quarkus." + feed.replace('"', '\'') + ".";
            if (!feed.equals(UNNAMED)) {
                settings.put(prefix + "db-kind\"", kind);
            }
            if (jdbc) {
                settings.put(prefix + "jdbc.url\"", "jdbc:" + kind + address);
            }
            if (reactive) {
                settings.put(prefix + "reactive.url\"", reactiveScheme + address);
            }
            // The initialization uses a credential of the application, so nothing replaces it.
            for (String credential : List.of("username", "password")) {
                if (request.value("quarkus." + feed + "." + credential).isEmpty()) {
                    settings.put(prefix + credential + '"', NAME);
                }
            }
        }
        return settings;
    }

    static String user(ServiceInstance instance) {
        return credential(instance, "username");
    }

    static String password(ServiceInstance instance) {
        return credential(instance, "password");
    }

    /** The credential that the application uses: its own one, or the one that the service contributes. */
    private static String credential(ServiceInstance instance, String key) {
        return instance.feeds(UNNAMED).stream().map(feed -> instance.value("quarkus." + feed + "." + key))
                .flatMap(Optional::stream).findFirst().orElse(NAME);
    }
}
