/** What the application and its users send to a process. */
package io.quarkiverse.processmanager.runtime.process.input;
