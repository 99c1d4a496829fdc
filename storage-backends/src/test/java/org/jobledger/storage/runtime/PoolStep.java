package org.jobledger.storage.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jobledger.storage.StorageDriver;

/** The steps in the life of a pool, each of which leaves it in another state. */
enum PoolStep {
    DEFINE,
    REDEFINE,
    AUTOSTART,
    START,
    STOP,
    UNDEFINE;

    /** The step after it; the last one where there is none. */
    PoolStep next() {
        return switch (this) {
            case DEFINE -> REDEFINE;
            case REDEFINE -> AUTOSTART;
            case AUTOSTART -> START;
            case START -> STOP;
            case STOP, UNDEFINE -> UNDEFINE;
        };
    }

    /** Two whole definitions that differ in more than one place. */
    static String xml(String name, Path target, boolean second) {
        return "<pool type='dir'><name>" + name + "</name><uuid>"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                + "</uuid><features><cow state='" + (second ? "yes" : "no") + "'/></features><target><path>" + target
                + "</path><permissions><mode>" + (second ? "0700" : "0755")
                + "</mode></permissions></target><refresh><volume allocation='" + (second ? "capacity" : "default")
                + "'/></refresh></pool>";
    }

    void on(StorageDriver driver, String name, Path target) {
        switch (this) {
            case DEFINE -> driver.definePool(xml(name, target, false));
            case REDEFINE -> driver.definePool(xml(name, target, true));
            case AUTOSTART -> driver.setPoolAutostart(name, true);
            case START -> driver.startPool(name);
            case STOP -> driver.stopPool(name);
            default -> driver.undefinePool(name);
        }
    }
}
