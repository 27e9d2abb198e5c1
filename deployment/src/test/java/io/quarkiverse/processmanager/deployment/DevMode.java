package io.quarkiverse.processmanager.deployment;

/** Where an application in dev mode serves. Each of the JVMs in which tests run at the same time has a port of its own. */
public final class DevMode {

    public static final int PORT = Integer.getInteger("quarkus.http.port", 8080);

    private DevMode() {
    }
}
