package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Option;

/** {@code --validate}: whether XML is held against libvirt's schema. */
final class ValidateOption {

    @Option(names = "--validate", description = "Refuse what libvirt's schema refuses: names, places and values.")
    private boolean validate;

    /**
     * The same driver, for a call with this XML.
     *
     * @throws org.jobledger.storage.InvalidXmlException if it is to be valid and is not
     */
    StorageDriver on(StorageDriver driver, String xml) {
        if (validate) {
            driver.requireValid(xml);
        }
        return driver;
    }
}
