package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An owner whose thread is chosen when it is opened, because the choice can take a moment and an application without processes needs
 * none. Tasks that are passed before wait for that.
 */
public final class LateOwner implements Owner {

    private final Supplier<Owner> choice;
    private final List<Runnable> early = new ArrayList<>();
    private Owner choiceOfEarly;
    private volatile Owner chosen;

    /**
     * @param choice makes an owner, and may block; never called before {@link #open()}. Two threads that open this owner at once may
     *        both call it, and the first result is used. The thread of that owner may run already
     */
    public LateOwner(Supplier<Owner> choice) {
        this.choice = choice;
    }

    /** Chooses the owner and starts its thread. The calling thread may block. */
    @Override
    public void open() {
        if (chosen == null) {
            begin(choice.get());
        }
        chosen.open();
    }

    private synchronized void begin(Owner owner) {
        if (chosen == null) {
            choiceOfEarly = owner;
            early.forEach(owner::execute);
            early.clear();
            chosen = owner;
        }
    }

    @Override
    public void execute(Runnable task) {
        if (!isEarly(task)) {
            chosen.execute(task);
        }
    }

    private boolean isEarly(Runnable task) {
        return chosen == null && addEarly(task);
    }

    private synchronized boolean addEarly(Runnable task) {
        return chosen == null && early.add(task);
    }

    @Override
    public void together(Runnable requests) {
        Owner owner = chosen;
        if (owner == null) {
            requests.run();
        } else {
            owner.together(requests);
        }
    }

    /** The owner must be open, or be passing on this very task. */
    @Override
    public Timer after(long delayNanos, Runnable task) {
        Owner owner = chosen;
        return (owner == null ? ofEarly() : owner).after(delayNanos, task);
    }

    /** A task that was passed early can run on the thread of the owner while others are still passed on. */
    private synchronized Owner ofEarly() {
        return choiceOfEarly;
    }

    @Override
    public void close(long millis) throws InterruptedException {
        if (chosen != null) {
            chosen.close(millis);
        }
    }
}
