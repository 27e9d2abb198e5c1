package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;

/** The hooks of a builder, in the order of their addition. When one hook throws, the others are called nevertheless. */
public record BuilderHooks(List<Consumer<ProcessEvent.Started>> start, List<Consumer<ProcessEvent.Stopped>> stop,
        List<Consumer<ProcessEvent.Started>> restart, List<Consumer<ProcessEvent.Crashed>> crash) implements ProcessHooks {

    public static BuilderHooks empty() {
        return new BuilderHooks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** An immutable copy, or {@link ProcessHooks#NONE} if there are no hooks. */
    public ProcessHooks build() {
        return start.isEmpty() && stop.isEmpty() && restart.isEmpty() && crash.isEmpty() ? NONE
                : new BuilderHooks(List.copyOf(start), List.copyOf(stop), List.copyOf(restart), List.copyOf(crash));
    }

    @Override
    public void onStart(ProcessEvent.Started started) {
        call(start, started);
    }

    @Override
    public void onStop(ProcessEvent.Stopped stopped) {
        call(stop, stopped);
    }

    @Override
    public void onRestart(ProcessEvent.Started started) {
        call(restart, started);
    }

    @Override
    public void onCrash(ProcessEvent.Crashed crashed) {
        call(crash, crashed);
    }

    private static <E> void call(List<Consumer<E>> hooks, E event) {
        RuntimeException failure = null;
        for (Consumer<E> hook : hooks) {
            try {
                hook.accept(event);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
