package org.jobledger.benchmarks.eta;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jobledger.benchmarks.eta.baseline.Ddrescue;
import org.jobledger.benchmarks.eta.baseline.Firefox;
import org.jobledger.benchmarks.eta.baseline.Indicatif;
import org.jobledger.benchmarks.eta.baseline.Linear;
import org.jobledger.benchmarks.eta.baseline.Tqdm;
import org.jobledger.benchmarks.eta.baseline.Udisks;
import org.jobledger.benchmarks.eta.baseline.VirtManager;
import org.jobledger.benchmarks.eta.baseline.Window;
import org.jobledger.benchmarks.eta.reference.Reference;

/** All that take part, by name. */
final class Contestants {
    private Contestants() {}

    static Map<String, Supplier<Contestant>> all() {
        Map<String, Supplier<Contestant>> all = new LinkedHashMap<>();
        all.put("hmw", Hmw::shown);
        all.put("hmw p50 (raw)", Hmw::raw);
        all.put("hmw, no history", Hmw::withoutHistory);
        all.put("reference", () -> new Reference(true));
        all.put("reference, no history", () -> new Reference(false));
        all.put("linear", baseline(Linear::new));
        all.put("tqdm", baseline(Tqdm::new));
        all.put("indicatif", baseline(Indicatif::new));
        all.put("udisks", baseline(Udisks::new));
        all.put("10-s window", baseline(Window::ofTenSeconds));
        all.put("rsync", baseline(Window::rsync));
        all.put("md", baseline(Window::md));
        all.put("ddrescue", baseline(Ddrescue::new));
        all.put("virt-manager", baseline(VirtManager::new));
        all.put("firefox", baseline(Firefox::new));
        return all;
    }

    /** One of them. */
    static Supplier<Contestant> named(String name) {
        Supplier<Contestant> contestant = all().get(name);
        if (contestant == null) {
            throw new IllegalArgumentException("no estimator is called " + name);
        }
        return contestant;
    }

    private static Supplier<Contestant> baseline(LongFunction<Predictor> ofTotal) {
        return () -> trace -> ofTotal.apply(trace.total());
    }
}
