package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;

/** Who asked for claims, as jobs. */
final class NaiveQueue {
    private record Waiting(NaiveClaims.Asker asker, Runnable whenGranted) {}

    NaiveClaims claims = new NaiveClaims();
    private final Map<Long, NaiveJob> byAsker = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long turns;

    /** Nobody has asked. */
    void clear() {
        claims = new NaiveClaims();
        byAsker.clear();
        waiting.clear();
    }

    /** The next number in the order of asking. */
    long turn() {
        return ++turns;
    }

    /** The async jobs that somebody waits for, in the order in which they asked. */
    List<NaiveJob> asyncBlockers(NaiveClaims.Asker asker) {
        return claims.blockers(asker).stream()
                .sorted()
                .map(byAsker::get)
                .filter(job -> job.jobClass == JobClass.ASYNC)
                .toList();
    }

    String ask(NaiveJob job, NaiveClaims.Asker asker, boolean mayWait, int limit, Runnable whenGranted) {
        String answer = claims.ask(asker, mayWait, limit);
        if (answer.equals("granted") || answer.equals("queued")) {
            byAsker.put(asker.id(), job);
            if (answer.equals("queued")) {
                waiting.add(new Waiting(asker, whenGranted));
            }
        }
        return answer;
    }

    void leave(NaiveClaims.Asker asker) {
        waiting.removeIf(one -> one.asker() == asker);
        claims.leave(asker);
        tellGranted();
    }

    void tellGranted() {
        List<Waiting> come =
                waiting.stream().filter(one -> one.asker().granted()).toList();
        waiting.removeAll(come);
        come.forEach(one -> one.whenGranted().run());
    }

    /** Who holds a resource or a part of it, by number of the job that asked. */
    Set<Long> holders(ResourceRef resource) {
        Set<Long> ids = new HashSet<>();
        claims.holders(resource).forEach(number -> ids.add(byAsker.get(number).id));
        return ids;
    }
}
