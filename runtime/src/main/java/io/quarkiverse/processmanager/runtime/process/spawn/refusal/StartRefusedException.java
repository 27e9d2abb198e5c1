package io.quarkiverse.processmanager.runtime.process.spawn.refusal;

import java.io.IOException;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** Refuses a start that would fail, before a process exists. */
public final class StartRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient StartFailure failure;
    private final transient Optional<StartRepair> repair;

    private StartRefusedException(StartFailure failure, Optional<StartRepair> repair) {
        super(failure.detail());
        this.failure = failure;
        this.repair = repair;
    }

    public StartRefusedException(Reason reason, String detail) {
        this(new StartFailure(reason, detail), Optional.empty());
    }

    /** @param repair finds out whether another start can succeed */
    public StartRefusedException(StartFailure failure, StartRepair repair) {
        this(failure, Optional.of(repair));
    }

    public StartFailure failure() {
        return failure;
    }

    /** Whether another start can succeed; empty if no file decides that. */
    public Optional<StartRepair> repair() {
        return repair;
    }
}
