package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Option;

/** {@code --validate}: whether XML with elements that nobody reads is refused. */
final class ValidateOption {

    @Option(names = "--validate", description = "Refuse elements and attributes that libvirt's schema has not.")
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
