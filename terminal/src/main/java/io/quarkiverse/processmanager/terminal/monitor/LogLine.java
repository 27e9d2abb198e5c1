package io.quarkiverse.processmanager.terminal.monitor;

import io.quarkiverse.processmanager.terminal.client.Members;

/**
 * One line of the output of a process, as the process has written it.
 *
 * @param leftOut how many lines are left out in its place; 0 for an ordinary line
 */
record LogLine(String id, String text, long leftOut) {

    static LogLine of(Members line) {
        return line.number("leftOut")
                .map(count -> new LogLine(line.text("id"), "... " + count + " lines are left out ...", count))
                .orElseGet(() -> new LogLine(line.text("id"), line.text("text"), 0));
    }
}
