package io.quarkiverse.processmanager.runtime.control;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Answers requests from the same JVM, such as those of the console of dev mode, which has another class loader. So the two sides
 * share JDK types: the function receives the line of a request and a receiver for the lines of the answer, and returns the action
 * that ends the request.
 * <p>
 * The function returns at once. A thread of the engine calls the receiver, one call at a time. The receiver may block: then its own
 * answer waits, and nothing else does. It receives {@code null} once, after the last line. Safe for use by several threads.
 */
public final class LocalControl implements BiFunction<String, Consumer<String>, Runnable>, AutoCloseable {

    /** The name of the function in {@code DevConsoleManager}. */
    public static final String NAME = "io.quarkiverse.processmanager.control";

    private final BiConsumer<String, Answer> requests;
    private final ExecutorService workers = EngineThreads.unboundedPool("console-request");
    private final Set<LocalAnswer> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LocalControl(BiConsumer<String, Answer> requests) {
        this.requests = requests;
    }

    public static LocalControl of(ProcessManager manager) {
        return new LocalControl(new Requests(manager)::answer);
    }

    @Override
    public Runnable apply(String request, Consumer<String> receiver) {
        LocalAnswer answer = new LocalAnswer(receiver, workers, open::remove);
        open.add(answer);
        if (closed) {
            open.remove(answer);
            receiver.accept(null);
        } else {
            workers.execute(() -> answer(request, answer));
        }
        return answer::cancel;
    }

    private void answer(String request, LocalAnswer answer) {
        try {
            requests.accept(request, answer);
        } catch (RuntimeException | Error e) {
            Refusals.send(answer, e);
        }
    }

    /** Ends all answers, after the lines so far. A later request receives no line. */
    @Override
    public void close() {
        closed = true;
        open.forEach(LocalAnswer::breakOff);
        workers.shutdown();
    }
}
