package org.jobledger.storage;

/** Thrown when a text is not the XML of a pool or volume (libvirt: VIR_ERR_XML_ERROR, VIR_ERR_XML_DETAIL). */
public final class InvalidXmlException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the element. */
    public InvalidXmlException(String message) {
        super("invalid-xml", message);
    }

    /** An error whose message names the place, with what caused it. */
    public InvalidXmlException(String message, Throwable cause) {
        super("invalid-xml", message, cause);
    }
}
