package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The name by which applications share a service. It is the name of a directory, too. */
final class SharedName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private SharedName() {
    }

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The directory of the data, which all applications of the user have in common. Services of different kinds never meet in one
     * directory: an application would take the process of the other kind for its own.
     */
    static String directory(String name, String service) {
        return Path.of(System.getProperty("user.home"), ".quarkus", "process-manager", name,
                service.replaceAll("[^A-Za-z0-9_-]", "_")).toString();
    }
}
