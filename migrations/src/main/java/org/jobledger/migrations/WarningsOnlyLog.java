package org.jobledger.migrations;

import org.flywaydb.core.api.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on Flyway's warnings and errors, and drops the rest: opening a ledger is no news. */
final class WarningsOnlyLog implements Log {

    private final Logger logger;

    WarningsOnlyLog(Class<?> source) {
        logger = LoggerFactory.getLogger(source);
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void notice(String message) {}

    @Override
    public void warn(String message) {
        logger.warn(message);
    }

    @Override
    public void error(String message) {
        logger.error(message);
    }

    @Override
    public void error(String message, Exception cause) {
        logger.error(message, cause);
    }
}
