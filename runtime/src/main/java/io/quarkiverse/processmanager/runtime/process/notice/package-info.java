/** What processes report about themselves: that they are ready, and their status. */
package io.quarkiverse.processmanager.runtime.process.notice;
