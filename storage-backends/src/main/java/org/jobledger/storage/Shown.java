package org.jobledger.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A value made fit for an error message: control characters shown as escapes, long text cut. */
public final class Shown {
    private static final int LONGEST = 120;

    private Shown() {}

    /** The text with control characters escaped, cut after 120 characters. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().limit(LONGEST).forEach(c -> append(out, c));
        return text.length() > LONGEST ? out.append("...").toString() : out.toString();
    }

    /** Why a file failed, in words for who asked for it: the operating system's, and the path where it is known. */
    public static String why(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof FileSystemException known) {
            String reason = known.getReason() == null ? reason(known) : known.getReason();
            return known.getFile() == null ? reason : "'" + of(known.getFile()) + "': " + reason;
        }
        return message == null || message.isBlank() ? failure.toString() : message;
    }

    /** The JDK has classes where the operating system has words. */
    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        } else if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        } else if (failure instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        return failure.getClass().getSimpleName();
    }

    private static void append(StringBuilder out, int c) {
        if (Character.isISOControl(c)) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.append((char) c);
        }
    }
}
