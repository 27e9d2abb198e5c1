/**
 * Finds lines that match an expression, and lines that ask a question. {@link
 * io.quarkiverse.processmanager.runtime.process.output.search.LineSearches} is the entry. Each expression has a
 * deadline, because it is foreign code.
 */
package io.quarkiverse.processmanager.runtime.process.output.search;
