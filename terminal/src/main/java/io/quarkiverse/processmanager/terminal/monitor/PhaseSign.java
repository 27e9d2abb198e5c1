package io.quarkiverse.processmanager.terminal.monitor;

import io.quarkiverse.processmanager.terminal.client.Members;

/** The sign of the state of a process. The order is that of a reader who searches for problems. */
enum PhaseSign {

    DOWN('✖', 'x'),
    PENDING('◐', '~'),
    UP('●', '*'),
    DONE('✔', '+'),
    SKIPPED('–', '-'),
    IDLE('○', 'o');

    private final char sign;
    private final char ascii;

    PhaseSign(char sign, char ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    String text(boolean unicode) {
        return String.valueOf(unicode ? sign : ascii);
    }

    static PhaseSign of(Members row) {
        if (row.is("down")) {
            return DOWN;
        }
        return switch (row.text("phase")) {
            case "RUNNING" -> row.text("kind").equals("task") ? PENDING : UP;
            case "COMPLETED" -> row.text("state").equals("SKIPPED") ? SKIPPED : DONE;
            case "STOPPED" -> IDLE;
            case "FAILED", "BACKOFF" -> DOWN;
            default -> PENDING;
        };
    }
}
