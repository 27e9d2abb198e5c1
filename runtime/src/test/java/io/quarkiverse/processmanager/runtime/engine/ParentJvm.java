package io.quarkiverse.processmanager.runtime.engine;

import java.io.IOException;

/** A JVM as a managed process, with processes of its own. */
final class ParentJvm {

    private ParentJvm() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String nap = System.getenv("NAP");
        new ProcessBuilder("sleep", nap).start();
        new ProcessBuilder("sh", "-c", "trap '' TERM; sleep " + nap + "; sleep " + nap, arguments[0]).start();
        new ProcessBuilder("sh", "-c", "(setsid sleep " + nap + " >/dev/null 2>&1 &)").start().waitFor();
        System.out.println("up");
        Thread.sleep(1_000_000);
    }
}
