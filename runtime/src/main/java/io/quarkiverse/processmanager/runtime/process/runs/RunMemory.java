package io.quarkiverse.processmanager.runtime.process.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.files.FileContents;
import io.quarkiverse.processmanager.runtime.files.FileSet;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * The successful runs of tasks, in one file for each process. A record is deleted before a run begins, so a run that fails, or that is
 * interrupted, also by the end of the JVM, leaves none. All methods read or write files and can block; for several threads.
 */
public final class RunMemory {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** What a run depends on, by the id of the process, while it runs. */
    private final Map<String, Begun> begun = new HashMap<>();
    private Optional<Path> directory = Optional.empty();

    /** @param contents what the watched files contained when the run began */
    private record Begun(long incarnation, String definition, Optional<FileContents> contents) {
    }

    /**
     * A success because of which no other run is necessary.
     *
     * @param exit the exit of that run
     * @param why why no other run is necessary, as a part of a sentence
     */
    public record Success(Exit exit, String why) {
    }

    /** Remembers runs in this directory from now on. */
    public synchronized void in(Path place) {
        directory = Optional.of(place);
    }

    /**
     * Decides whether a start is skipped. If not, the run begins, and no earlier success counts any more.
     *
     * @param wanted whether the run is necessary in any case
     * @param now the time of the system
     * @throws IOException if the record of an earlier success cannot be deleted, or the watched files cannot be listed
     */
    public Optional<Success> begin(ProcessRunner.Launch launch, boolean wanted, Instant now) throws IOException {
        Optional<Path> file = file(launch.processId());
        if (launch.inputs().isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        ProcessRunner.Inputs inputs = launch.inputs().get();
        Optional<RunRecord> last = RunRecord.read(file.get());
        boolean canSkip = last.isPresent() && inputs.skips() && !wanted;
        if (canSkip && !inputs.change()) {
            return Optional
                    .of(new Success(last.get().exit(), "it has succeeded at " + when(last.get()) + ", and rerun is manual"));
        }
        Optional<FileContents> contents = inputs.patterns().isEmpty() ? Optional.empty()
                : Optional.of(FileContents.of(files(launch, inputs), now, last.flatMap(RunRecord::contents)));
        Optional<Success> success = last.filter(record -> canSkip)
                .flatMap(record -> success(record, inputs, contents));
        if (success.isEmpty()) {
            synchronized (this) {
                RunRecord.delete(file.get());
                begun.put(launch.processId(), new Begun(launch.incarnation(), inputs.definition(), contents));
            }
        }
        return success;
    }

    private synchronized Optional<Path> file(String id) {
        return directory.map(place -> place.resolve(id + ".properties"));
    }

    private static FileSet files(ProcessRunner.Launch launch, ProcessRunner.Inputs inputs) {
        return new FileSet(launch.command().directory().orElse(Path.of("")), inputs.patterns());
    }

    private static Optional<Success> success(RunRecord record, ProcessRunner.Inputs inputs, Optional<FileContents> contents) {
        boolean same = record.definition().equals(inputs.definition())
                && record.contents().map(FileContents::digest).equals(contents.map(FileContents::digest));
        return same ? Optional.of(new Success(record.exit(), "its definition" + contents.map(RunMemory::count).orElse("")
                + (contents.isPresent() ? " are" : " is") + " unchanged since its success at " + when(record)))
                : Optional.empty();
    }

    private static String when(RunRecord record) {
        return MINUTE.format(record.exit().time().atZone(ZoneId.systemDefault()));
    }

    private static String count(FileContents contents) {
        return contents.files() == 1 ? " and 1 file" : " and " + contents.files() + " files";
    }

    /** Remembers the success of a run that has begun here, unless another run of the process has begun since. */
    public synchronized void succeeded(ProcessRunner.Launch launch, Exit exit) {
        Begun run = begun.get(launch.processId());
        Optional<Path> file = file(launch.processId());
        if (run == null || run.incarnation() != launch.incarnation() || file.isEmpty() || exit.code().isEmpty()) {
            return;
        }
        begun.remove(launch.processId());
        try {
            new RunRecord(run.definition(), run.contents(), exit).write(file.get());
        } catch (IOException e) {
            LOG.warnf("cannot remember the success of process '%s', so its next start runs it again: %s", launch.processId(),
                    e);
        }
    }
}
