package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words and signs of a text in SQL, without its comments, strings and quoted names; just enough to tell one query from anything
 * else. What it lets through is still fenced by the rights of the user that runs it.
 */
final class SqlText {
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private SqlText(String text) {
        this.text = text;
    }

    /** Words in upper case, other signs one by one; a string or quoted name is a single quote. */
    static List<String> tokens(String text) {
        SqlText scan = new SqlText(text);
        while (scan.at < text.length()) {
            scan.next();
        }
        return scan.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
            skipTo("\n", 2);
        } else if (text.startsWith("/*", at)) {
            skipComment();
        } else if (text.startsWith("$$", at)) {
            skipTo("$$", 2);
            tokens.add("'");
        } else if (c == '\'' || c == '"' || c == '`') {
            skipTo(String.valueOf(c), 1);
            tokens.add("'");
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else {
            tokens.add(String.valueOf(c));
            at++;
        }
    }

    private void skipTo(String end, int opening) {
        int found = text.indexOf(end, at + opening);
        at = found < 0 ? text.length() : found + end.length();
    }

    /** Comments may stand in comments. */
    private void skipComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
    }

    private void word() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        tokens.add(text.substring(from, at).toUpperCase(Locale.ROOT));
    }
}
