package io.quarkiverse.processmanager.runtime.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.files.FileSet;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.application.FileWatch;
import io.quarkiverse.processmanager.runtime.watching.ChangeListener;
import io.quarkiverse.processmanager.runtime.watching.FileWatcher;
import io.quarkiverse.processmanager.runtime.watching.WatchedFiles;

/** Watches the files of the processes of an engine. The watcher is made for the first process that asks for one. For any thread. */
final class WatchedProcesses implements FileWatch, ChangeListener {

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    private final Supervisor supervisor;
    private Optional<FileWatcher> watcher = Optional.empty();

    WatchedProcesses(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public synchronized void follow(List<ProcessDefinition> watched) {
        List<WatchedFiles> files = new ArrayList<>();
        for (ProcessDefinition definition : watched) {
            files.add(new WatchedFiles(definition.id(), new FileSet(directory(definition), definition.watch().patterns()),
                    definition.watch().debounce()));
        }
        if (!files.isEmpty() && watcher.isEmpty()) {
            watcher = Optional.of(new FileWatcher(EngineThreads.factory("watch"), this));
        }
        watcher.ifPresent(one -> one.follow(files));
    }

    @Override
    public void report(String sentence) {
        LOG.infof("%s", sentence);
    }

    @Override
    public void warn(String sentence) {
        LOG.warnf("%s", sentence);
    }

    @Override
    public void changed(String id, Path first, int count) {
        Path here = Path.of("").toAbsolutePath();
        Path shown = first.startsWith(here) ? here.relativize(first) : first;
        supervisor.filesChanged(id, count == 1 ? shown + " has changed"
                : shown + " and " + (count == 2 ? "another file" : (count - 1) + " other files") + " have changed");
    }

    @Override
    public void unwatched(String id, String why) {
        supervisor.filesUnwatched(id, why);
    }

    private static Path directory(ProcessDefinition definition) {
        return definition.command().directory().orElseGet(() -> Path.of("").toAbsolutePath());
    }

    /** Ends the thread of the watcher. */
    void close() {
        follow(List.of());
    }
}
