/** What a native executable needs beside the code: classes that the engine finds by name, and resources. */
package io.quarkiverse.processmanager.deployment.nativeimage;
