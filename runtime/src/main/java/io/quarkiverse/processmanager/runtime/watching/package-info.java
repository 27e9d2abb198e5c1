/**
 * Watches the files of processes. {@link io.quarkiverse.processmanager.runtime.watching.FileWatcher} has the only thread and the only
 * watch service of an engine; the package knows sets of files, and nothing of processes but their ids.
 */
package io.quarkiverse.processmanager.runtime.watching;
