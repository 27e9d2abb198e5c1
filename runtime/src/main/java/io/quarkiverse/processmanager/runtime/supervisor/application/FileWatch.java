package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;

/** The seam to what watches the files of processes. Its methods return at once. */
public interface FileWatch {

    /** Watches nothing. */
    FileWatch NONE = new FileWatch() {
        @Override
        public void follow(List<ProcessDefinition> watched) {
            // There is no watcher.
        }

        @Override
        public void report(String sentence) {
            // There is nothing to report.
        }

        @Override
        public void warn(String sentence) {
            // There is nothing to warn of.
        }
    };

    /** Watches the files of these processes from now on, and no others. */
    void follow(List<ProcessDefinition> watched);

    /** Writes a sentence about a change of files to the log. */
    void report(String sentence);

    /** Writes a sentence about a watch that does not work to the log. */
    void warn(String sentence);
}
