/** The output of the processes on the console of the application. */
package io.quarkiverse.processmanager.runtime.console;
