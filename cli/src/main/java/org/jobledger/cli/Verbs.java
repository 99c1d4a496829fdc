package org.jobledger.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The verbs. Only the one that is asked for is loaded: reading the annotations of all of them takes longer than most verbs run. */
final class Verbs {
    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "pool-define-as",
            "pool-define",
            "pool-edit",
            "pool-create",
            "pool-create-as",
            "pool-build",
            "pool-start",
            "pool-list",
            "pool-info",
            "pool-dumpxml",
            "pool-uuid",
            "pool-name",
            "pool-capabilities",
            "find-storage-pool-sources",
            "find-storage-pool-sources-as",
            "pool-event",
            "pool-autostart",
            "pool-refresh",
            "pool-destroy",
            "pool-delete",
            "pool-undefine",
            "vol-create-as",
            "vol-create",
            "vol-create-from",
            "vol-clone",
            "vol-list",
            "vol-info",
            "vol-dumpxml",
            "vol-path",
            "vol-key",
            "vol-name",
            "vol-pool",
            "vol-resize",
            "vol-upload",
            "vol-download",
            "vol-wipe",
            "vol-delete",
            "vol-job-info",
            "vol-job-abort",
            "job-list",
            "job-info",
            "job-stats",
            "job-events",
            "job-watch",
            "job-abort",
            "job-pause",
            "job-resume",
            "job-speed",
            "job-why",
            "job-finalize",
            "job-dismiss",
            "recover",
            "serve",
            "verify",
            "sql",
            "completion",
            "demo");

    /** For the launcher; not in the help. */
    static final String WARM_UP = "warm-up";

    private static final List<String> HIDDEN = List.of(WARM_UP, PoolEventFeed.NAME);

    private static final Set<String> NEED_NO_VERB = Set.of("--version", "-V");

    /** Those that need nothing of a ledger's owner: they read only, bring their own ledger, or ask him by another verb. */
    private static final Set<String> RUN_HERE =
            Set.of("serve", "verify", "sql", "completion", "demo", "pool-event", "pool-edit");

    private static final Set<String> ASK_FOR_HELP = Set.of("--help", "-h", "--version", "-V");

    private Verbs() {}

    /** Whether a command line is to be run by the owner of the ledger where there is one. */
    static boolean runsWithTheOwner(List<String> args) {
        return verbOf(args)
                        .filter(NAMES::contains)
                        .filter(verb -> !RUN_HERE.contains(verb))
                        .isPresent()
                && args.stream().noneMatch(ASK_FOR_HELP::contains);
    }

    /** The word in the place of the verb. */
    static Optional<String> verbOf(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals(GlobalOptions.LEDGER)) {
                i++;
            } else if (!args.get(i).startsWith("-")) {
                return Optional.of(args.get(i));
            }
        }
        return Optional.empty();
    }

    /** The verbs that a command line may mean: those it names, or all, for the help. */
    static List<String> toLoad(List<String> args) {
        Optional<String> hidden = verbOf(args).filter(HIDDEN::contains);
        List<String> group = HelpWords.group(args);
        if (hidden.isPresent() || !group.isEmpty()) {
            return hidden.map(List::of).orElse(group);
        }
        List<String> named = NAMES.stream().filter(args::contains).toList();
        if (!named.isEmpty()) {
            return named;
        }
        return args.stream().anyMatch(NEED_NO_VERB::contains) ? List.of() : NAMES;
    }

    static Verb create(String name, Session session) {
        return switch (name) {
            case "pool-define-as" -> new PoolDefineAs(session);
            case "pool-start" -> new PoolStart(session);
            case "pool-list" -> new PoolList(session);
            case "pool-info" -> new PoolInfoVerb(session);
            case "pool-define" -> new PoolDefine(session);
            case "pool-edit" -> new PoolEdit(session);
            case "pool-create" -> new PoolCreate(session);
            case "pool-create-as" -> new PoolCreateAs(session);
            case "find-storage-pool-sources" -> new FindPoolSources(session);
            case "find-storage-pool-sources-as" -> new FindPoolSourcesAs(session);
            case "pool-event" -> new PoolEventVerb(session);
            case "pool-build" -> new PoolBuild(session);
            case "pool-destroy" -> new PoolDestroy(session);
            case "pool-undefine" -> new PoolUndefine(session);
            case "pool-delete" -> new PoolDelete(session);
            case "pool-autostart" -> new PoolAutostart(session);
            case "pool-dumpxml" -> new PoolDumpXml(session);
            case "pool-capabilities" -> new PoolCapabilities(session);
            case "pool-uuid" -> new PoolUuid(session);
            case "pool-name" -> new PoolNameVerb(session);
            case "vol-create" -> new VolCreate(session);
            case "vol-dumpxml" -> new VolDumpXml(session);
            case "vol-path" -> new VolPath(session);
            case "vol-key" -> new VolKey(session);
            case "vol-pool" -> new VolPool(session);
            case "vol-name" -> new VolNameVerb(session);
            case "vol-resize" -> new VolResize(session);
            case "pool-refresh" -> new PoolRefresh(session);
            case "vol-create-from" -> new VolCreateFrom(session);
            case "vol-clone" -> new VolClone(session);
            case "vol-upload" -> new VolUpload(session);
            case "vol-download" -> new VolDownload(session);
            case "vol-create-as" -> new VolCreateAs(session);
            case "vol-list" -> new VolList(session);
            case "vol-info" -> new VolInfo(session);
            case "vol-wipe" -> new VolWipe(session);
            case "vol-delete" -> new VolDelete(session);
            case "vol-job-info" -> new VolJobInfo(session);
            case "vol-job-abort" -> new VolJobAbort(session);
            case "job-list" -> new JobList(session);
            case "job-info" -> new JobInfoVerb(session);
            case "job-stats" -> new JobStatsVerb(session);
            case "job-events" -> new JobEvents(session);
            case "job-watch" -> new JobWatchVerb(session);
            case "job-abort" -> new JobAbort(session);
            case "job-pause" -> new JobPause(session);
            case "job-resume" -> new JobResume(session);
            case "job-speed" -> new JobSpeed(session);
            case "job-why" -> new JobWhy(session);
            case "job-finalize" -> new JobFinalize(session);
            case "job-dismiss" -> new JobDismiss(session);
            case "serve" -> new Serve(session);
            case "recover" -> new Recover(session);
            case "verify" -> new Verify(session);
            case "sql" -> new Sql(session);
            case "completion" -> new Completion(session);
            case "demo" -> new Demo(session);
            case WARM_UP -> new WarmUp(session);
            case PoolEventFeed.NAME -> new PoolEventFeed(session);
            default -> throw new IllegalArgumentException("no verb " + name);
        };
    }
}
