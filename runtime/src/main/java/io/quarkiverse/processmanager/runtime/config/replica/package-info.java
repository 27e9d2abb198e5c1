/** The ports of the replicas of a process in the configuration: reads them, and makes a list of them where a value needs all. */
package io.quarkiverse.processmanager.runtime.config.replica;
