/**
 * Time: the clocks of the machine, moments and durations. {@link io.quarkiverse.processmanager.runtime.time.SystemClock} is the
 * only class that reads a clock.
 */
package io.quarkiverse.processmanager.runtime.time;
