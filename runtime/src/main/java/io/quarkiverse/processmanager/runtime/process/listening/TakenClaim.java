package io.quarkiverse.processmanager.runtime.process.listening;

import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;

/**
 * A claimed port on which another process listens.
 *
 * @param claim the port
 * @param holder what listens on it
 * @param running whether the process that claims the port is running
 */
public record TakenClaim(PortClaim claim, PortHolder holder, boolean running) {

    /** The sentence: the port, its holder, and what to do. */
    public String sentence() {
        String holds = running ? " is answered by " + holder.words() + ", which is not of this process"
                : " is in use by " + holder.words();
        String another = claim.declared() ? freePort() : "check another port";
        return "port " + claim.port() + holds + "; " + holder.remedy() + (holder.mayServe()
                ? ", " + another + ", or set port-owner=any if it serves this process"
                : ", or " + another);
    }

    /** What to do for a process that has tried to listen on the port itself. */
    String remedy() {
        if (claim.declared()) {
            return holder.remedy() + ", or " + freePort();
        }
        return holder.remedy().contains("another port") ? holder.remedy() : holder.remedy() + ", or choose another port";
    }

    private String freePort() {
        return claim.chosen() ? "start the application again for another port"
                : "set " + claim.setting() + "=0 or port-conflict=next for a free port";
    }

    /** The same conflict with a better name for the holder. */
    TakenClaim heldBy(PortHolder named) {
        return new TakenClaim(claim, named, running);
    }
}
