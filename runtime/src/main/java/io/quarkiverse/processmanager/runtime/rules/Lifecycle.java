package io.quarkiverse.processmanager.runtime.rules;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.KILLING;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.AGAIN;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.BLOCKED;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.COMPLETE;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.GIVE_UP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.HALT;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.READY;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.RETRY;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.START;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.STOP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.SWEEP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.TIMER;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.UP;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessPhase;

/**
 * The life of a process as a table: for each phase, the phase that each trigger leads to. A missing trigger is illegal. A
 * phase that leads to itself ignores the trigger: no phase is left or entered.
 */
public final class Lifecycle {

    private static final Map<ProcessPhase, Map<Trigger, ProcessPhase>> TABLE = new EnumMap<>(ProcessPhase.class);

    static {
        in(STOPPED).put(START, WAITING).ignore(STOP);
        in(WAITING).ignore(START).put(STOP, STOPPED).put(SWEEP, STOPPING).put(READY, STARTING).put(BLOCKED, FAILED).put(TIMER,
                FAILED);
        in(STARTING).ignore(START).put(STOP, STOPPING).put(UP, RUNNING).put(TIMER, RUNNING)
                .put(RETRY, BACKOFF).put(COMPLETE, COMPLETED).put(GIVE_UP, FAILED);
        in(RUNNING).ignore(START).put(STOP, STOPPING).ignore(UP)
                .put(RETRY, BACKOFF).put(COMPLETE, COMPLETED).put(GIVE_UP, FAILED);
        in(BACKOFF).put(START, WAITING).put(STOP, STOPPED).put(SWEEP, STOPPING).put(TIMER, WAITING);
        // COMPLETE arrives here when a task has exited with success and its left-over processes were stopped first.
        in(STOPPING).ignore(START).ignore(STOP).put(TIMER, KILLING)
                .put(RETRY, BACKOFF).put(COMPLETE, COMPLETED).put(GIVE_UP, FAILED).put(HALT, STOPPED).put(AGAIN, WAITING);
        in(KILLING).ignore(START).ignore(STOP).put(TIMER, FAILED)
                .put(RETRY, BACKOFF).put(COMPLETE, COMPLETED).put(GIVE_UP, FAILED).put(HALT, STOPPED).put(AGAIN, WAITING);
        in(COMPLETED).put(START, WAITING).put(STOP, STOPPED).put(SWEEP, STOPPING);
        in(FAILED).put(START, WAITING).put(STOP, STOPPED).put(SWEEP, STOPPING);
    }

    private Lifecycle() {
    }

    /** The phase after the trigger, the same one if the trigger is ignored, empty if it is illegal. */
    public static Optional<ProcessPhase> next(ProcessPhase phase, Trigger trigger) {
        return Optional.ofNullable(TABLE.get(phase).get(trigger));
    }

    private static Row in(ProcessPhase phase) {
        Map<Trigger, ProcessPhase> cells = new EnumMap<>(Trigger.class);
        TABLE.put(phase, cells);
        return new Row(phase, cells);
    }

    private record Row(ProcessPhase phase, Map<Trigger, ProcessPhase> cells) {

        Row put(Trigger trigger, ProcessPhase next) {
            cells.put(trigger, next);
            return this;
        }

        Row ignore(Trigger trigger) {
            return put(trigger, phase);
        }
    }
}
