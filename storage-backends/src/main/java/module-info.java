import org.jspecify.annotations.NullMarked;

/** The storage driver, built on the job engine. */
@NullMarked
module org.jobledger.storage {
    // For direct I/O; looked up by name, so nothing compiles against it.
    requires jdk.unsupported;
    requires com.sun.jna;
    requires java.xml;
    requires transitive org.jobledger.engine;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.jobledger.storage;

    uses org.jobledger.storage.StorageProvider;

    provides org.jobledger.storage.StorageProvider with
            org.jobledger.storage.runtime.StorageRuntime;
}
