package io.quarkiverse.processmanager.deployment.export;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container image of a service.
 *
 * @param image the image with its tag
 * @param ports the ports on which the image listens, by the names of the ports of the process; the main port has an empty name
 * @param data the directory of the data in the container; empty for a service without data
 * @param scripts the directory whose scripts the image runs with its first start; empty if it runs none
 * @param environment the variables that the image reads
 * @param secrets the variables with secrets, each with the key of the secret, such as {@code POSTGRES_PASSWORD} with {@code password}
 * @param command the words in place of the command of the image; empty to keep it
 * @param check the words of a command in the image that checks the service; empty if the image has none
 */
public record ServiceImage(String image, Map<String, Integer> ports, Optional<String> data, Optional<String> scripts,
        Map<String, String> environment, Map<String, String> secrets, List<String> command, List<String> check) {

    public ServiceImage {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        command = List.copyOf(command);
        check = List.copyOf(check);
    }

    /** An image with a main port. */
    static ServiceImage of(String image, int port) {
        return new ServiceImage(image, Map.of("", port), Optional.empty(), Optional.empty(), Map.of(), Map.of(), List.of(),
                List.of());
    }

    ServiceImage port(String name, int number) {
        Map<String, Integer> all = new TreeMap<>(ports);
        all.put(name, number);
        return new ServiceImage(image, all, data, scripts, environment, secrets, command, check);
    }

    ServiceImage data(String directory) {
        return new ServiceImage(image, ports, Optional.of(directory), scripts, environment, secrets, command, check);
    }

    ServiceImage scripts(String directory) {
        return new ServiceImage(image, ports, data, Optional.of(directory), environment, secrets, command, check);
    }

    ServiceImage env(String name, String value) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(name, value);
        return new ServiceImage(image, ports, data, scripts, all, secrets, command, check);
    }

    ServiceImage secret(String name, String key) {
        Map<String, String> all = new TreeMap<>(secrets);
        all.put(name, key);
        return new ServiceImage(image, ports, data, scripts, environment, all, command, check);
    }

    ServiceImage command(String... words) {
        return new ServiceImage(image, ports, data, scripts, environment, secrets, List.of(words), check);
    }

    ServiceImage check(String... words) {
        return new ServiceImage(image, ports, data, scripts, environment, secrets, command, List.of(words));
    }
}
