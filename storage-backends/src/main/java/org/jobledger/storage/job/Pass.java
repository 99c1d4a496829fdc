package org.jobledger.storage.job;

/** One way over the whole volume. */
sealed interface Pass {

    /** What it does, for people. */
    String title();

    /**
     * Writes three bytes over and over, beginning with the first at offset 0.
     *
     * @param first the first byte, 0 to 255
     * @param second the second
     * @param third the third
     */
    record Pattern(int first, int second, int third) implements Pass {
        static Pattern of(int value) {
            return new Pattern(value, value, value);
        }

        @Override
        public String title() {
            return uniform()
                    ? String.format("write 0x%02x", first)
                    : String.format("write 0x%02x%02x%02x", first, second, third);
        }

        boolean uniform() {
            return first == second && second == third;
        }
    }

    /** Writes what nobody can foretell. */
    record Random() implements Pass {
        @Override
        public String title() {
            return "write random data";
        }
    }

    /** Reads back what the pass before has written, and fails where it reads something else. */
    record Verify() implements Pass {
        @Override
        public String title() {
            return "verify";
        }
    }

    /** Gives the blocks back. */
    record Discard() implements Pass {
        @Override
        public String title() {
            return "discard";
        }
    }
}
