package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

class OsProcessRunnerContractTest implements RunnerContract {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Override
    public RunningProcess living(ProcessRunner.Listener listener) {
        return start(workshop.sh("exec sleep 1000"), listener);
    }

    /**
     * The process may also exit at a signal that arrives before {@code env} ignores it; the contract holds in that case too.
     */
    @Override
    public RunningProcess stubborn(ProcessRunner.Listener listener) {
        return start(
                new CommandSettings(List.of("env", "--ignore-signal=TERM", "sleep", "1000"), false, Optional.empty(), Map.of(),
                        true),
                listener);
    }

    @Override
    public RunningProcess ending(int code, ProcessRunner.Listener listener) {
        return start(workshop.sh("exit " + code), listener);
    }

    @Override
    public RunningProcess leaving(int code, ProcessRunner.Listener listener) {
        return start(workshop.sh("sleep 1000 & exit " + code), listener);
    }

    @Override
    public RunningProcess impossible(ProcessRunner.Listener listener) {
        return start(CommandSettings.of("no-such-program-anywhere"), listener);
    }

    @Override
    public RunningProcess producing(boolean before, ProcessRunner.Listener listener) {
        Path product = workshop.directory().resolve("product");
        if (before) {
            assertThatCode(() -> Files.createFile(product)).doesNotThrowAnyException();
        }
        Command command = new CommandSettings(List.of("touch", "product"), false, Optional.of(workshop.directory()), Map.of(),
                true);
        return workshop.runner()
                .start(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(), List.of(),
                        StopSettings.DEFAULT, LogSettings.DEFAULT,
                        Optional.of(new ProcessRunner.Product(Path.of("product"), true)), List.of(), Optional.empty(),
                        Optional.empty(), ProcessRunner.Notice.NONE), listener);
    }

    private RunningProcess start(Command command, ProcessRunner.Listener listener) {
        return workshop.runner()
                .start(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                        StopSettings.DEFAULT,
                        LogSettings.DEFAULT), listener);
    }
}
