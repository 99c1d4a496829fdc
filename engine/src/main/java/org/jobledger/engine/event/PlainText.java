package org.jobledger.engine.event;

/**
 * Text of people and errors made fit for an event: bounded, and whole in UTF-8.
 *
 * <p>The end of a job must be recordable whatever its handler threw; so a text that is too long is cut and says so, and half a surrogate
 * pair becomes the replacement character.
 */
final class PlainText {
    /** The longest text, characters; the reader of JSON has a limit beyond which it reads no string. */
    static final int LONGEST = 4000;

    // What is cut must not be cut again when it is read: the note about the rest has its place within the limit.
    private static final int KEPT = LONGEST - 40;

    private PlainText() {}

    static String of(String text) {
        String cut = text.length() <= LONGEST
                ? text
                : text.substring(0, KEPT) + "... (" + (text.length() - KEPT) + " more characters)";
        return isWhole(cut) ? cut : whole(cut);
    }

    /** False where a text has half a surrogate pair, which UTF-8 cannot hold. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(PlainText::isHalf);
            }
        }
        return true;
    }

    private static String whole(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> out.appendCodePoint(isHalf(point) ? '\ufffd' : point));
        return out.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
