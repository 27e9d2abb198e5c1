package io.quarkiverse.processmanager.runtime.process.spawn;

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

    /** A refusal by a check that can be repeated. */
    StartRefusedException(StartFailure failure, StartRepair.Check check) {
        this(failure, Optional.of(StartRepair.of(check, failure)));
    }

    /** The refusal of the system to spawn a command; a refusal by a check stays as it is. */
    public static StartRefusedException of(IOException error, PreparedCommand command) {
        return error instanceof StartRefusedException refusal ? refusal
                : new StartRefusedException(StartFailure.of(error), Optional.of(StartRepair.of(command)));
    }

    /** A refusal of the system. */
    StartRefusedException(StartFailure failure, PreparedCommand command) {
        this(failure, Optional.of(StartRepair.of(command)));
    }

    public StartFailure failure() {
        return failure;
    }

    /** Whether another start can succeed; empty if no file decides that. */
    public Optional<StartRepair> repair() {
        return repair;
    }
}
