package org.jobledger.storage.job;

import org.jobledger.engine.event.Document;
import org.jobledger.storage.VolumeMode;

/** The mode of a new file, in the parameters of a job. */
final class Modes {
    private Modes() {}

    /** Jobs of ledgers that know no modes make files for their owner alone. */
    static VolumeMode of(Document parameters) {
        return parameters.value("mode") instanceof String octal ? VolumeMode.of(octal) : VolumeMode.OWNER_ONLY;
    }
}
