package org.jobledger.benchmarks;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of JMH, each in a process of its own, and prints their figures. Arguments: patterns of their names; without any,
 * those that have a target.
 */
public final class JmhFigures {
    private static final List<String> WITH_A_TARGET = List.of("NormalJobBenchmark", "JobInfoBenchmark");

    private JmhFigures() {}

    /** Runs them. */
    public static void main(String[] args) throws RunnerException {
        // Maven runs this in a class loader of its own; the processes that JMH starts need the same as a class path.
        if (JmhFigures.class.getClassLoader() instanceof URLClassLoader loader) {
            System.setProperty(
                    "java.class.path",
                    Arrays.stream(loader.getURLs())
                            .map(JmhFigures::path)
                            .collect(Collectors.joining(File.pathSeparator)));
        }
        ChainedOptionsBuilder options = new OptionsBuilder();
        options.addProfiler(CpuProfiler.class);
        (args.length == 0 ? WITH_A_TARGET : List.of(args)).forEach(options::include);
        new Runner(options.build()).run();
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
