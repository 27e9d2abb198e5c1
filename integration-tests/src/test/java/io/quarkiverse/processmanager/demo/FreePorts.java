package io.quarkiverse.processmanager.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Free ports, so that the tests can run at the same time as the demo and as other tests. */
public class FreePorts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        // Both sockets are open at the same time, so the ports differ.
        try (ServerSocket redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket quotes = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of("quarkus.processes.redis.port", String.valueOf(redis.getLocalPort()),
                    "quarkus.processes.quotes.port", String.valueOf(quotes.getLocalPort()),
                    "demo.clock.file", "target/clock-" + quotes.getLocalPort() + ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The sockets are closed already.
    }
}
