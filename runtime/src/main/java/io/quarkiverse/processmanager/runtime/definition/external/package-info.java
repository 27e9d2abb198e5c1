/** The definition of a process that runs elsewhere: what is left of it for an application that only watches it. */
package io.quarkiverse.processmanager.runtime.definition.external;
