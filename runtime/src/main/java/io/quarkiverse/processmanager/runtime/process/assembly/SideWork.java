package io.quarkiverse.processmanager.runtime.process.assembly;

/**
 * What works beside the processes of one runner.
 *
 * @param checks runs the commands of health checks
 * @param stopCommands runs stop commands
 * @param commands runs the commands that users request
 * @param repairs waits until a start that has failed can succeed
 * @param groups creates control groups
 */
record SideWork(SideCommands checks, SideCommands stopCommands, SideCommands commands, RepairWatch repairs,
        ControlGroups groups) {

    private static final int CHECKS_AT_ONCE = 10;
    private static final int STOP_COMMANDS_AT_ONCE = 32;
    private static final int COMMANDS_AT_ONCE = 16;
    /** On one machine the end of the output takes less than 1 ms. */
    private static final long REMAINING_OUTPUT_MILLIS = 200;
    /** A user reads the whole output, and the log file can be slow. */
    private static final long ALL_OUTPUT_MILLIS = 2_000;

    static SideWork create(ProcessServices services) {
        return new SideWork(new SideCommands("check", CHECKS_AT_ONCE, REMAINING_OUTPUT_MILLIS, services),
                new SideCommands("stop", STOP_COMMANDS_AT_ONCE, REMAINING_OUTPUT_MILLIS, services),
                new SideCommands("command", COMMANDS_AT_ONCE, ALL_OUTPUT_MILLIS, services),
                new RepairWatch(services.executors()),
                new ControlGroups(services.watchdog()));
    }

    /** Kills the commands that run, and waits for them (5 s for each kind). */
    void close() throws InterruptedException {
        repairs.close();
        checks.close();
        stopCommands.close();
        commands.close();
    }
}
