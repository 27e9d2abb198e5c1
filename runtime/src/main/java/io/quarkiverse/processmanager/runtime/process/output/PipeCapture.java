package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.output.pipe.LoopSource;
import io.quarkiverse.processmanager.runtime.process.output.pipe.PipeOpener;
import io.quarkiverse.processmanager.runtime.process.output.pipe.PipeReader;
import io.quarkiverse.processmanager.runtime.process.output.pipe.PipeSource;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ReadBlocks;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ThreadSource;
import io.quarkiverse.processmanager.runtime.process.output.screen.Screen;
import io.quarkiverse.processmanager.runtime.process.output.search.QuestionWatch;
import io.quarkiverse.processmanager.runtime.process.spawn.Redirection;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;

/** Output that is read from the pipes of the child as soon as it is written. */
final class PipeCapture implements OutputCapture {

    private static final long REMAINING_LINES_MILLIS = 100;

    private final ProcessRunner.Launch launch;
    private final IncarnationOutput output;
    private final EngineExecutors executors;
    private final PipeOpener pipes;
    private final ReadBlocks blocks;
    private final LineNews news;
    private final QuestionWatch questions;
    private volatile List<PipeReader> readers = List.of();

    PipeCapture(ProcessRunner.Launch launch, LogBuffer buffer, LogFileWriter file, OutputStore store,
            LineNews news) {
        this.launch = launch;
        this.questions = new QuestionWatch(buffer, store.executors().timer());
        this.output = new IncarnationOutput(buffer, launch.incarnation(), file, questions, store.executors().pool());
        if (launch.command().terminal().isPresent()) {
            Screen screen = store.screen(launch.processId());
            screen.restarts();
            output.screen(screen);
        }
        this.executors = store.executors();
        this.pipes = store.pipes();
        this.blocks = store.blocks();
        this.news = news;
    }

    @Override
    public Redirection redirection() {
        return merged() ? Redirection.ONE_PIPE : Redirection.TWO_PIPES;
    }

    private boolean merged() {
        // A terminal is one stream.
        return launch.log().capture() == Capture.MERGED || launch.command().terminal().isPresent();
    }

    @Override
    public void onQuestion(Consumer<String> listener) {
        questions.listener(listener);
    }

    @Override
    public void started(Process process) {
        if (process instanceof NativeProcess child) {
            readers = readers(pipe -> new LoopSource(name(pipe.stream()), pipe.end(child), child.events(), blocks));
        } else {
            // Standard output comes first: until its pipe has been taken over, the child may exit at any moment.
            readers = readers(pipe -> new ThreadSource(name(pipe.stream()), takeOver(process, pipe), executors.readers()));
        }
        readers.forEach(PipeReader::start);
    }

    /** One of the pipes of the child. */
    private enum Pipe {
        OUT,
        ERR;

        private Stream stream() {
            return this == OUT ? Stream.STDOUT : Stream.STDERR;
        }

        private PipeEnd end(NativeProcess child) {
            return (this == OUT ? child.stdout() : child.stderr()).orElseThrow();
        }
    }

    private List<PipeReader> readers(Function<Pipe, PipeSource> source) {
        List<PipeReader> all = new ArrayList<>();
        for (Pipe pipe : merged() ? List.of(Pipe.OUT) : List.of(Pipe.values())) {
            all.add(new PipeReader(source.apply(pipe), output.stream(pipe.stream(), launch.log(), news), executors,
                    new FailureReport("cannot take the output of process '" + launch.processId() + "'")));
        }
        return List.copyOf(all);
    }

    private ChildPipe takeOver(Process process, Pipe pipe) {
        return pipe == Pipe.OUT ? pipes.open(process, process.getInputStream(), new ChildPipe.Descriptor(1, merged()))
                : pipes.open(process, process.getErrorStream(), new ChildPipe.Descriptor(2, false));
    }

    private String name(Stream stream) {
        return launch.processId() + (stream == Stream.STDOUT ? "-stdout" : "-stderr");
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
        // Everything that has been read is in the buffer already.
    }

    @Override
    public List<LogLine> firstLines(int most) {
        // The last reader is that of standard error, if the child has a pipe of its own for it.
        readers.get(readers.size() - 1).awaitEnd(REMAINING_LINES_MILLIS);
        return output.lines(most);
    }

    /** No process of the tree is alive, so this takes long only if another process holds the pipes, or with a slow log file. */
    @Override
    public CompletionStage<Void> finish() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (PipeReader reader : readers) {
            ends.add(reader.finish().toCompletableFuture());
        }
        return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).thenRun(output::end);
    }

    @Override
    public void release() {
        readers.forEach(PipeReader::release);
    }
}
