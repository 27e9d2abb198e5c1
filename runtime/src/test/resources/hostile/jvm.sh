# A JVM with children of its own, one of which is an orphan.
exec "$JAVA" -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$CLASSES" io.quarkiverse.processmanager.runtime.engine.ParentJvm "$1"
