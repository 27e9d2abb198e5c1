package io.quarkiverse.processmanager.runtime.process.libc;

/**
 * The one class loader of this JVM that binds the C library. JNA keeps a global reference to each bound method, so the JVM never
 * frees that class loader. A JVM that runs several test profiles has a class loader for each of them, and must be able to free
 * the others.
 */
final class BindingLoader {

    /** A system property, because other class loaders see no static field of this one. */
    static final String PROPERTY = "io.quarkiverse.process-manager.native-class-loader";

    private static final String OWN = Integer.toHexString(System.identityHashCode(BindingLoader.class)) + "-"
            + System.nanoTime();

    private BindingLoader() {
    }

    /** Makes the class loader of this class the one that binds, unless another one is it already. */
    static boolean claim() {
        Object first = System.getProperties().putIfAbsent(PROPERTY, OWN);
        return first == null || first.equals(OWN);
    }
}
