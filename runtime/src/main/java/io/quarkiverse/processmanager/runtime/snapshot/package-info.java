/**
 * What all threads can see of the processes: immutable values. A snapshot shares all that has not changed with the snapshot before
 * it. It knows the public types and the rules.
 */
package io.quarkiverse.processmanager.runtime.snapshot;
