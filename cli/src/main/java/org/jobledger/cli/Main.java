package org.jobledger.cli;

/** The {@code jobledger} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(Surroundings.ofThisProcess(), args));
    }

    /** Runs one command and returns its exit status. */
    static int execute(Surroundings surroundings, String... args) {
        return new Front(surroundings).run(args);
    }
}
