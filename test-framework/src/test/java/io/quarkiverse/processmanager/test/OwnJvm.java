package io.quarkiverse.processmanager.test;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;

/** The main class of a JVM that dies in the middle of a test, without the classes of Quarkus for tests. */
final class OwnJvm {

    private OwnJvm() {
    }

    public static void main(String[] args) {
        System.out.println(Launched.run(args[0].equals("halt") ? Halting.class : Exiting.class));
    }

    private static void say(ManagedProcess process) {
        System.out.println("pid " + process.status().pid().getAsLong());
        System.out.flush();
    }

    @WithProcess(id = "stub", command = "sleep 1000", settings = "startup-window=10ms")
    static class Halting {

        @Test
        void dies(@InjectProcess ManagedProcess stub) {
            say(stub);
            Runtime.getRuntime().halt(3);
        }
    }

    @WithProcess(id = "stub", command = "sleep 1000", settings = "startup-window=10ms")
    static class Exiting {

        @Test
        void exits(@InjectProcess ManagedProcess stub) {
            say(stub);
            System.exit(4);
        }
    }
}
