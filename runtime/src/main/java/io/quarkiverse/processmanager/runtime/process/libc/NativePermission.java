package io.quarkiverse.processmanager.runtime.process.libc;

/** Whether the JVM permits native access without a warning. JDK 24 and newer warn of it unless an option enables it. */
final class NativePermission {

    private static final int FIRST_JDK_THAT_WARNS = 24;

    private NativePermission() {
    }

    static boolean isGranted() {
        if (Runtime.version().feature() < FIRST_JDK_THAT_WARNS) {
            return true;
        }
        try {
            // JNA is in the unnamed module of its class loader, as this class is. The method is newer than Java 17.
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(NativePermission.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
