/**
 * Processes in tests: whether a test runs the application, which processes it runs, when its tests may begin, and where its data
 * is.
 */
package io.quarkiverse.processmanager.runtime.testing;
