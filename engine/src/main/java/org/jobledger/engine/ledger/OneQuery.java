package org.jobledger.engine.ledger;

import java.util.List;
import java.util.Set;
import org.jobledger.engine.QueryException;

/** The rule what SQL strangers may send: one statement that reads. */
final class OneQuery {
    private static final Set<String> BEGINNINGS = Set.of("SELECT", "WITH", "VALUES", "EXPLAIN", "SHOW", "TABLE");
    private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "NO", "KEY");

    private OneQuery() {}

    /**
     * Lets one reading statement pass.
     *
     * @throws QueryException if it is anything else; the message says what
     */
    static void require(String sql) {
        List<String> tokens = SqlText.tokens(sql);
        String first = tokens.stream()
                .filter(token -> !token.equals("("))
                .findFirst()
                .orElseThrow(() -> new QueryException("the query is empty"));
        if (!BEGINNINGS.contains(first)) {
            throw new QueryException("only SELECT, WITH, VALUES, TABLE, EXPLAIN and SHOW are allowed, not " + first);
        }
        int end = tokens.indexOf(";");
        if (end >= 0 && !tokens.subList(end, tokens.size()).stream().allMatch(";"::equals)) {
            throw new QueryException("only one statement is allowed; there is more after the first ';'");
        }
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equals("FOR") && LOCKS.contains(tokens.get(i + 1))) {
                throw new QueryException("a query may not lock rows: FOR " + tokens.get(i + 1) + " is not allowed");
            }
        }
    }
}
