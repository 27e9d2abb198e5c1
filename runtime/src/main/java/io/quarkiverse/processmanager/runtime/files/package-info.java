/**
 * Sets of files that glob patterns describe, and their contents. The package has JDK types only and imports no package of ours. All
 * types are for any thread; what reads the file system says so.
 */
package io.quarkiverse.processmanager.runtime.files;
