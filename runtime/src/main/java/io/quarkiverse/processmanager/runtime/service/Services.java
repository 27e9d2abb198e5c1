package io.quarkiverse.processmanager.runtime.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

import io.quarkiverse.processmanager.service.ProcessService;

/**
 * The services that {@code service} can name: those of this extension by their names, those that other extensions announce in
 * {@code META-INF/services}, and each class by its own name. The context class loader finds the classes, so that the configuration
 * can use them before any other code of the application runs.
 */
public final class Services {

    // A new service of the extension needs its name here, and nothing else.
    private static final List<ProcessService> BUILT_IN = List.of(new Postgresql(), new Mariadb(), new Mysql(),
            new Redis(), Redis.valkey(), new Memcached(), new Kafka(), new Rabbitmq(), new Mosquitto(), new Nats(),
            new Mailpit(),
            new Greenmail(), new Wiremock(), new Mongodb(), new Keycloak(), new Minio(), new Nginx(),
            SearchEngine.elasticsearch(),
            SearchEngine.opensearch(), FrontEnd.vite(), FrontEnd.next(), FrontEnd.angular());

    private Services() {
    }

    /** The names of all services that have one. */
    public static List<String> names() {
        return List.copyOf(named().keySet());
    }

    /**
     * Finds a service.
     *
     * @param name the name of a service, or of a class
     * @return empty if neither a service nor a class has the name
     * @throws IllegalArgumentException with the end of a sentence about the class
     */
    public static Optional<ProcessService> find(String name) {
        for (ProcessService service : BUILT_IN) {
            if (service.name().equals(name)) {
                return Optional.of(service);
            }
        }
        return name.indexOf('.') < 0 ? Optional.ofNullable(named().get(name)) : ofClass(name);
    }

    private static Map<String, ProcessService> named() {
        Map<String, ProcessService> named = new TreeMap<>();
        List<ProcessService> all = new ArrayList<>(BUILT_IN);
        try {
            ServiceLoader.load(ProcessService.class, loader()).forEach(all::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("cannot be searched for: " + e.getMessage(), e);
        }
        all.forEach(service -> named.putIfAbsent(service.name(), service));
        return named;
    }

    private static Optional<ProcessService> ofClass(String name) {
        try {
            Class<?> type = loader().loadClass(name);
            if (!ProcessService.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(name + " does not implement " + ProcessService.class.getName());
            }
            return Optional.of((ProcessService) type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name + " needs a public constructor without parameters", e);
        }
    }

    /** The class loader of the application, or of its build. */
    static ClassLoader loader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? Services.class.getClassLoader() : loader;
    }
}
