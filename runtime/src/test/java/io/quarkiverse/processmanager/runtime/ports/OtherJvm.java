package io.quarkiverse.processmanager.runtime.ports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A JVM that chooses a port for {@code db}, prints it, and keeps it until its standard input is at its end. */
public final class OtherJvm {

    private OtherJvm() {
    }

    public static void main(String[] args) throws IOException {
        PortTable table = new PortTable(new ConcurrentHashMap<>(), Path.of(args[0]), port -> true);
        System.out.println(table.choose(new PortRequest("dev /app", "db", "", 0), Set.of()).port());
        System.out.println(table.choose(new PortRequest("dev /app", "web", "", 25000), Set.of()).port());
        while (System.in.read() >= 0) {
            // Only the end of the input counts.
        }
    }
}
