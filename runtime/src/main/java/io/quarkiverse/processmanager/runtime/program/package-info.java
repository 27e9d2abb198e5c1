/**
 * Programs that a definition names in another way than by a command line. The package has JDK types only and imports no package
 * of ours.
 */
package io.quarkiverse.processmanager.runtime.program;
