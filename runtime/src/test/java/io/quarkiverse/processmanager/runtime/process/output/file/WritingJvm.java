package io.quarkiverse.processmanager.runtime.process.output.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;

/**
 * A JVM whose process writes numbered lines to a log file until the JVM is killed. It reports the last line of a read after a
 * later read.
 */
final class WritingJvm {

    private WritingJvm() {
    }

    /**
     * Runs the process.
     *
     * @param arguments the state directory and the log file
     */
    public static void main(String[] arguments) throws InterruptedException {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        String script = "for (1..1e9) { syswrite STDOUT, \"$_ of a line\\n\"; select undef, undef, undef, 0.005 }";
        Command command = new CommandSettings(List.of("perl", "-e", script), false, Optional.empty(), Map.of(), true);
        runner.start(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                StopSettings.DEFAULT,
                LogSettings.DEFAULT.withFile(new LogFileSettings(Path.of(arguments[1]), Integer.MAX_VALUE, 1))), new Ignored());
        long reported = 0;
        while (true) {
            List<LogLine> lines = runner.logs("p", 10_000);
            long before = lines.isEmpty() ? 0 : seenBefore(lines);
            if (before > reported) {
                System.out.println(before);
                reported = before;
            }
            Thread.sleep(1);
        }
    }

    /** The last line with an earlier time than the newest line: the two come from different reads. */
    private static long seenBefore(List<LogLine> lines) {
        LogLine newest = lines.get(lines.size() - 1);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).time().isBefore(newest.time())) {
                return lines.get(i).sequence();
            }
        }
        return 0;
    }

    private record Ignored() implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // The file shows it.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            // The process ends with the JVM.
        }

        @Override
        public void gone() {
            // The process ends with the JVM.
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println(survivors);
        }
    }
}
