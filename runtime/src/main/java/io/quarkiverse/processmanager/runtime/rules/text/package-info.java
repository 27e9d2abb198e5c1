/** Words and sentences of messages: durations and sizes, the parts of a sentence, and suggestions. JDK types only. */
package io.quarkiverse.processmanager.runtime.rules.text;
