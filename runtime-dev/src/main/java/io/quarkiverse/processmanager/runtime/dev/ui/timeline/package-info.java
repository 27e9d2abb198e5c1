/**
 * The timeline of the Dev UI: the starts of the application, the phases of the processes, and the critical path of the start.
 * {@link io.quarkiverse.processmanager.runtime.dev.ui.timeline.StartAnalysis} finds the path, from values only.
 */
package io.quarkiverse.processmanager.runtime.dev.ui.timeline;
