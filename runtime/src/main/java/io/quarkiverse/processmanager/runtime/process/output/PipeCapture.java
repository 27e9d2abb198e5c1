package io.quarkiverse.processmanager.runtime.process.output;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;

/** Output that is read from the pipes of the child as it comes. */
final class PipeCapture implements OutputCapture {

    private static final long LAST_WORDS_MILLIS = 100;
    private static final long DRAIN_MILLIS = 500;
    private static final long LEAST_DRAIN_MILLIS = 50;

    private final ProcessRunner.Launch launch;
    private final IncarnationOutput output;
    private final EngineExecutors executors;
    private final PipeOpener pipes;
    private final Runnable changed;
    private volatile List<PipeReader> pumps = List.of();

    /**
     * @param changed is run by whatever brings lines into the buffer, after it has done so
     */
    PipeCapture(ProcessRunner.Launch launch, LogBuffer buffer, EngineExecutors executors, PipeOpener pipes, Runnable changed) {
        this.launch = launch;
        this.output = new IncarnationOutput(buffer, launch.incarnation(), executors.pool());
        this.executors = executors;
        this.pipes = pipes;
        this.changed = changed;
    }

    @Override
    public Redirection redirection() {
        return merged() ? Redirection.ONE_PIPE : Redirection.TWO_PIPES;
    }

    private boolean merged() {
        return launch.log().capture() == Capture.MERGED;
    }

    @Override
    public void started(Process process) {
        // In this order: until its pipe has been taken over, a child may be gone at any moment.
        ChildPipe out = takeOver(process, process.getInputStream(), 1);
        if (merged()) {
            pumps = List.of(pump(Stream.STDOUT, out));
        } else {
            ChildPipe err = takeOver(process, process.getErrorStream(), 2);
            pumps = List.of(pump(Stream.STDOUT, out), pump(Stream.STDERR, err));
        }
        pumps.forEach(PipeReader::start);
    }

    private ChildPipe takeOver(Process process, InputStream stream, int descriptor) {
        return pipes.open(process, stream, new ChildPipe.Descriptor(descriptor, merged()));
    }

    private PipeReader pump(Stream stream, ChildPipe pipe) {
        StreamLines target = output.stream(stream, launch.log(), changed);
        String name = launch.processId() + (stream == Stream.STDOUT ? "-stdout" : "-stderr");
        return new PipeReader(name, pipe, target, executors);
    }

    @Override
    public void policy(LogPolicy policy) {
        output.policy(policy);
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        return output.firstLine(regex);
    }

    @Override
    public void catchUp() {
        // What has been read is in the buffer.
    }

    @Override
    public List<LogLine> firstLines(int most) {
        try {
            // The last one is that of standard error, if it has one of its own.
            pumps.get(pumps.size() - 1).awaitEnd(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output.lines(most);
    }

    /** Nothing of the tree is alive, so the rest only takes time if somebody else holds the pipes. */
    @Override
    public void finish() {
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
            for (PipeReader pump : pumps) {
                // Whoever holds the one mostly holds the other.
                pump.finish(Math.max(LEAST_DRAIN_MILLIS, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.end();
    }

    @Override
    public void release() {
        // The pumps have closed their pipes when they came to the end.
    }
}
