package io.quarkiverse.processmanager.runtime.rules;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers again and again whether a condition holds for one of many ids, and checks the id first for which it held the last time.
 * So most answers cost one check. Not safe for use by several threads.
 */
public final class Witness {

    private Optional<String> last = Optional.empty();

    /**
     * Whether the condition holds for one of the ids.
     *
     * @param holds is also asked about an id that {@code ids} had at an earlier call
     */
    public boolean isThere(Iterable<String> ids, Predicate<String> holds) {
        if (last.filter(holds).isPresent()) {
            return true;
        }
        for (String id : ids) {
            if (holds.test(id)) {
                last = Optional.of(id);
                return true;
            }
        }
        last = Optional.empty();
        return false;
    }
}
