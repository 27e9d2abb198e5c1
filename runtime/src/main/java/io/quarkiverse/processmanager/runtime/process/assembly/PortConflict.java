package io.quarkiverse.processmanager.runtime.process.assembly;

import io.quarkiverse.processmanager.runtime.definition.PortClaim;

/**
 * A claimed port on which another process listens.
 *
 * @param claim the port
 * @param holder the processes that listen on it
 * @param running whether the process that claims the port is running
 */
record PortConflict(PortClaim claim, PortHolder holder, boolean running) {

    /** The sentence: the port, its holder, and what to do. */
    String sentence() {
        String holds = running ? " is answered by " + holder.words() + ", which is not of this process"
                : " is in use by " + holder.words();
        return "port " + claim.port() + holds + "; " + remedy();
    }

    private String remedy() {
        String another = claim.declared() ? "set " + claim.setting() + "=0 for a free port" : "check another port";
        return holder.remedy() + (holder.mayServe() ? ", " + another + ", or set port-owner=any if it serves this process"
                : ", or " + another);
    }

    /** The same conflict with a better name for the holder. */
    PortConflict heldBy(PortHolder named) {
        return new PortConflict(claim, named, running);
    }
}
