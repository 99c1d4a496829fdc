package org.jobledger.cli;

/** An error of the command itself, with a stable code as those of the libraries have. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    CommandException(String code, String message) {
        super(message);
        this.code = code;
    }

    CommandException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
