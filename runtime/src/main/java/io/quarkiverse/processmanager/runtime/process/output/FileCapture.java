package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.output.file.FileLineReader;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSearch;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.output.file.FileTail;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineCursor;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearch;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;

/**
 * Output that the process writes directly to a file. It costs nothing until a read: a read brings the output since the last
 * read, or the end of it, into the buffer. Searches read the file separately, from its beginning.
 */
public final class FileCapture implements OutputCapture {

    private static final Logger LOG = Logger.getLogger(FileCapture.class);

    private final ProcessRunner.Launch launch;
    private final LogBuffer buffer;
    private final OutputStore store;
    private final EngineExecutors executors;
    private final LineSearches searches;
    private final List<FileSearch> running = new CopyOnWriteArrayList<>();
    /** Searches that were requested before there was a file. */
    private final List<LineSearch> early = new ArrayList<>();
    /** The output of the previous incarnation, whose end may be unread and comes first. */
    private Optional<FileCapture> previous;
    private Optional<Source> source = Optional.empty();
    private LogPolicy policy;
    /** Whether the process writes no more. */
    private boolean over;
    /** Whether all output is in the buffer. */
    private boolean finished;

    FileCapture(ProcessRunner.Launch launch, LogBuffer buffer, OutputStore store, Optional<FileCapture> previous) {
        this.launch = launch;
        this.buffer = buffer;
        this.store = store;
        this.previous = previous;
        this.executors = store.executors();
        this.searches = new LineSearches(launch.processId(), executors.pool());
        this.policy = launch.log();
    }

    @Override
    public Redirection redirection() throws IOException {
        // The next bytes in the file are those of this incarnation.
        releasePrevious();
        try {
            FileSlice slice = store.files().prepare(launch.processId(), launch.log());
            attach(slice);
            return Redirection.into(slice.path());
        } catch (IOException e) {
            throw new IOException("there is no place for its output: " + e, e);
        }
    }

    /** The part of the file that this incarnation writes. */
    public synchronized FileSlice slice() {
        return source.orElseThrow().slice();
    }

    /** Begins to read a file, which may belong to a process that another JVM has started. */
    public synchronized void attach(FileSlice slice) throws IOException {
        FileChannel channel = FileChannel.open(slice.path(), StandardOpenOption.READ);
        releasePrevious();
        source = Optional.of(new Source(slice, channel,
                new FileLineReader(slice, channel, buffer, launch.incarnation(), policy), buffer.end()));
        early.forEach(this::search);
        early.clear();
    }

    @Override
    public void started(Process process) {
        // The process writes directly to the file.
    }

    @Override
    public synchronized void policy(LogPolicy changed) {
        policy = changed;
        source.ifPresent(open -> open.lines().policy(changed));
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        CompletionStage<String> line = searches.find(regex, this::begin);
        // A search without a waiting caller may be suspended.
        running.forEach(FileSearch::resume);
        return line;
    }

    private synchronized void begin(LineSearch search) {
        if (source.isPresent()) {
            search(search);
        } else if (over) {
            searches.historySearched(search);
        } else {
            early.add(search);
        }
    }

    private void search(LineSearch search) {
        Source open = source.orElseThrow();
        FileSearch started = new FileSearch(search, new FileTail(open.channel(), open.slice().from()),
                policy.maxLineBytes(), searches, executors);
        running.add(started);
        if (over) {
            started.end();
        } else {
            started.resume();
        }
    }

    @Override
    public synchronized void catchUp() {
        releasePrevious();
        if (finished || source.isEmpty()) {
            return;
        }
        try {
            source.get().lines().catchUp();
        } catch (IOException e) {
            LOG.debugf(e, "cannot read the output of process '%s'", launch.processId());
        }
        if (over) {
            finished = true;
            source.get().lines().end();
        }
    }

    private synchronized void releasePrevious() {
        previous.ifPresent(FileCapture::release);
        previous = Optional.empty();
    }

    @Override
    public synchronized List<LogLine> firstLines(int most) {
        catchUp();
        return source.map(open -> buffer.read(open.beginning().copy(), most)).orElse(List.of());
    }

    /** The end of the output stays in the file until something reads it: mostly nothing does. */
    @Override
    public synchronized CompletionStage<Void> finish() {
        over = true;
        if (store.isFollowed(launch.processId())) {
            return CompletableFuture.runAsync(this::readRest, executors.pool());
        }
        endSearches();
        return CompletableFuture.completedFuture(null);
    }

    private synchronized void readRest() {
        try {
            catchUp();
        } catch (RuntimeException | Error e) {
            // The searches below must end in any case.
            LOG.errorf(e, "cannot read the end of the output of process '%s'", launch.processId());
        }
        endSearches();
    }

    private void endSearches() {
        searches.end();
        running.forEach(FileSearch::end);
        early.forEach(searches::historySearched);
        early.clear();
    }

    @Override
    public synchronized void release() {
        catchUp();
        finished = true;
        if (source.isPresent()) {
            try {
                source.get().channel().close();
            } catch (IOException e) {
                LOG.debugf(e, "cannot close the output of process '%s'", launch.processId());
            }
        }
    }

    /** The open file, once it is known. */
    private record Source(FileSlice slice, FileChannel channel, FileLineReader lines, LineCursor beginning) {
    }
}
