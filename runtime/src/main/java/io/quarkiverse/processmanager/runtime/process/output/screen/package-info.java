/** What processes write to their terminals, unchanged. */
package io.quarkiverse.processmanager.runtime.process.output.screen;
