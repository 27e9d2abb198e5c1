package io.quarkiverse.processmanager.test;

import java.util.List;
import java.util.stream.Stream;

/** The processes of the tests of this JVM that sleep: each test sleeps for a number of seconds of its own. */
final class Naps {

    private Naps() {
    }

    static List<Long> descendants(String seconds) {
        return ProcessHandle.current().descendants().filter(process -> words(process).anyMatch(seconds::equals))
                .map(ProcessHandle::pid).toList();
    }

    private static Stream<String> words(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Stream::of);
    }
}
