package io.quarkiverse.processmanager.runtime.process.assembly;

/**
 * What works beside the processes of one runner.
 *
 * @param checks runs the commands of health checks
 * @param stopCommands runs stop commands
 * @param repairs waits until a start that has failed can succeed
 * @param groups creates control groups
 */
record SideWork(SideCommands checks, SideCommands stopCommands, RepairWatch repairs, ControlGroups groups) {

    private static final int CHECKS_AT_ONCE = 10;
    private static final int STOP_COMMANDS_AT_ONCE = 32;

    static SideWork create(ProcessServices services) {
        return new SideWork(new SideCommands("check", CHECKS_AT_ONCE, services),
                new SideCommands("stop", STOP_COMMANDS_AT_ONCE, services), new RepairWatch(services.executors()),
                new ControlGroups(services.watchdog()));
    }

    /** Kills the commands that run, and waits for them (5 s for each kind). */
    void close() throws InterruptedException {
        repairs.close();
        checks.close();
        stopCommands.close();
    }
}
