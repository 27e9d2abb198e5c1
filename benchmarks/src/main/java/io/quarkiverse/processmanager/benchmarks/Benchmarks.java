package io.quarkiverse.processmanager.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs all benchmarks, or the named ones, and writes one table. */
public final class Benchmarks {

    private Benchmarks() {
    }

    /** Arguments: the paths of the supervisor in C and of the child program, then the names of benchmarks. */
    public static void main(String[] arguments) {
        Yardstick c = new Yardstick(Path.of(arguments[0]), Path.of(arguments[1]));
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        Table table = new Table();
        table.head();
        all().forEach((name, benchmark) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                benchmark.run(c, table);
            }
        });
        // exit ends the JVM at once, without a wait for threads.
        System.exit(0);
    }

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("start", new StartAndStop());
        all.put("replace", new Replacement());
        all.put("notice", new Notice());
        all.put("stubborn", new Stubborn());
        all.put("output-1", new Output(1, 300, Output.Receiver.NONE));
        all.put("output-20", new Output(20, 400, Output.Receiver.NONE));
        all.put("output-file-1", new Output(1, 0, Output.Receiver.FILE));
        all.put("output-file-20", new Output(20, 0, Output.Receiver.FILE));
        all.put("output-log-20", new Output(20, 0, Output.Receiver.LOG));
        all.put("output-handed", new Output(1, 0, Output.Receiver.CONSUMER));
        all.put("idle", new Idle());
        all.put("measure", new Measurement());
        all.put("top", new Top());
        return all;
    }
}
