package io.quarkiverse.processmanager.runtime.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.assembly.RunnerContract;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class FakeRunnerContractTest implements RunnerContract {

    private final FakeRunner runner = new FakeRunner(new VirtualLoop(() -> {
    }));

    @Override
    public RunningProcess living(ProcessRunner.Listener listener) {
        return start(Temper.WILLING, listener);
    }

    @Override
    public RunningProcess stubborn(ProcessRunner.Listener listener) {
        return start(Temper.STUBBORN, listener);
    }

    @Override
    public RunningProcess ending(int code, ProcessRunner.Listener listener) {
        RunningProcess process = living(listener);
        runner.last("p").exit(code);
        return process;
    }

    @Override
    public RunningProcess leaving(int code, ProcessRunner.Listener listener) {
        RunningProcess process = living(listener);
        runner.last("p").exitLeaving(code, 1);
        return process;
    }

    @Override
    public RunningProcess impossible(ProcessRunner.Listener listener) {
        return start(Temper.UNSTARTABLE, listener);
    }

    @Override
    public RunningProcess producing(boolean before, ProcessRunner.Listener listener) {
        if (before) {
            runner.products.add("p");
        }
        RunningProcess process = runner.start(new ProcessRunner.Launch("p", 1, CommandSettings.of("p"),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), List.of(),
                StopSettings.DEFAULT, LogSettings.DEFAULT,
                Optional.of(new ProcessRunner.Product(Path.of("product"), true)), List.of(), Optional.empty(), Optional.empty(),
                ProcessRunner.Notice.NONE),
                listener);
        if (!before) {
            runner.products.add("p");
            runner.last("p").exit(0);
        }
        return process;
    }

    private RunningProcess start(Temper temper, ProcessRunner.Listener listener) {
        runner.temper("p", temper);
        return runner.start(
                new ProcessRunner.Launch("p", 1, CommandSettings.of("p"), ExecutionSettings.DEFAULT, OptionalInt.empty(),
                        StopSettings.DEFAULT,
                        LogSettings.DEFAULT),
                listener);
    }
}
