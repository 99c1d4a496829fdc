package org.jobledger.benchmarks.eta;

/** A way to estimate, fresh for each run over the traces; one that learns keeps what it learned between the jobs. */
@FunctionalInterface
public interface Contestant {
    /** Begins to estimate a job of this kind; of the trace it may use only what is known at the start: operation, kind, size and total. */
    Predictor start(Trace trace);
}
