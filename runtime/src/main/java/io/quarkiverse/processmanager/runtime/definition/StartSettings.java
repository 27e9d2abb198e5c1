package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.task.ScheduleSettings;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link StartPolicy}. */
public record StartSettings(boolean auto, Optional<StartPhase> phase, Duration window, Duration timeout,
        Optional<Duration> waitTimeout,
        Optional<Path> creates, Optional<Rerun> rerun, SchedulePolicy schedule, Optional<Path> dataDir,
        Optional<TestPolicy> test, List<String> preStart,
        OnDependencyRestart onDependencyRestart) implements StartPolicy {

    /** The defaults. The startup window of 1 s is the default of {@code startsecs} in Supervisor. */
    public static final StartSettings DEFAULT = new StartSettings(true, Optional.empty(), Duration.ofSeconds(1),
            Duration.ofSeconds(60), Optional.empty(), Optional.empty(), Optional.empty(), ScheduleSettings.NONE,
            Optional.empty(), Optional.empty(), List.of(),
            OnDependencyRestart.IGNORE);

    public StartSettings {
        preStart = List.copyOf(preStart);
        // The schedule starts it.
        auto = auto && !schedule.isSet();
    }

    /** These settings with the phase that the plan has found. */
    StartSettings in(StartPhase found) {
        return new StartSettings(auto, Optional.of(found), window, timeout, waitTimeout, creates, rerun, schedule, dataDir,
                test,
                preStart, onDependencyRestart);
    }

    /** These settings with a command that runs before each start. */
    StartSettings preparedBy(List<String> command) {
        return new StartSettings(auto, phase, window, timeout, waitTimeout, creates, rerun, schedule, dataDir, test, command,
                onDependencyRestart);
    }

    /** These settings for a process that neither the application nor a schedule starts. */
    StartSettings onDemand() {
        return new StartSettings(false, Optional.empty(), window, timeout, waitTimeout, creates, rerun,
                ScheduleSettings.NONE, dataDir, test, preStart, onDependencyRestart);
    }

    /** These settings for a process of a test, with another directory for its data. */
    StartSettings inTest(UnaryOperator<Path> directory) {
        return new StartSettings(auto, phase, window, timeout, waitTimeout, creates, rerun, schedule, dataDir.map(directory),
                Optional.empty(),
                preStart, onDependencyRestart);
    }

    /** These settings for one of several replicas, with a directory of its own for its data. */
    public StartSettings ofReplica(UnaryOperator<Path> directory, List<String> command) {
        return new StartSettings(auto, phase, window, timeout, waitTimeout, creates, rerun, schedule, dataDir.map(directory),
                test, command, onDependencyRestart);
    }

    /** The settings of which there is a value; not for parsing. Arguments can be secrets, so they are left out. */
    @Override
    public String toString() {
        return "StartPolicy[" + SettingText.list("auto-start", auto, "start-phase", phase, "startup-window", window,
                "startup-timeout", timeout,
                "wait-timeout", waitTimeout, "creates", creates, "rerun", rerun, "schedule",
                Optional.of(schedule).filter(SchedulePolicy::isSet), "data-dir", dataDir, "test", test, "pre-start.command",
                Secrets.ofTexts().mask(preStart.stream().limit(1).toList()),
                "on-dependency-restart", onDependencyRestart) + "]";
    }
}
