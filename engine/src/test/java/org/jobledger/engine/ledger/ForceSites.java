package org.jobledger.engine.ledger;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.channels.FileChannel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The lines of the engine's code that force a file or a directory, found in its class files. */
final class ForceSites {
    private ForceSites() {}

    /**
     * A line that forces.
     *
     * @param className the class, as the virtual machine names it
     * @param method the method
     * @param line the line in its file
     */
    record Site(String className, String method, int line) implements Predicate<StackWalker.StackFrame> {
        @Override
        public boolean test(StackWalker.StackFrame frame) {
            return frame.getClassName().equals(className)
                    && frame.getMethodName().equals(method)
                    && frame.getLineNumber() == line;
        }
    }

    /**
     * All of them by name, such as {@code JournalWriter.newSegment forceDirectory}; where a method has several of one kind, the second is
     * {@code ... 2}. What only hands a force on to the file or disk below it is none.
     */
    static Map<String, Site> inTheCode() {
        Map<String, List<Site>> byName = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .importUrl(Ledger.class.getProtectionDomain().getCodeSource().getLocation())) {
            if (handsOn(type)) {
                continue;
            }
            byName.putAll(type.getMethodCallsFromSelf().stream()
                    .filter(ForceSites::forces)
                    .filter(call -> !(type.isEquivalentTo(OrderedFile.class)
                            && call.getOrigin().getName().equals("force")))
                    .collect(Collectors.groupingBy(
                            call -> type.getSimpleName() + "."
                                    + call.getOrigin().getName() + " " + call.getName(),
                            Collectors.mapping(
                                    call -> new Site(
                                            type.getName(), call.getOrigin().getName(), call.getLineNumber()),
                                    Collectors.toList()))));
        }
        Map<String, Site> sites = new LinkedHashMap<>();
        byName.forEach((name, found) -> {
            List<Site> inOrder =
                    found.stream().sorted(Comparator.comparingInt(Site::line)).toList();
            for (int i = 0; i < inOrder.size(); i++) {
                sites.put(i == 0 ? name : name + " " + (i + 1), inOrder.get(i));
            }
        });
        return sites;
    }

    private static boolean handsOn(JavaClass type) {
        return type.isAssignableTo(Disk.class) || type.isAssignableTo(DiskFile.class);
    }

    private static boolean forces(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return (call.getName().equals("force")
                        && (owner.isAssignableTo(DiskFile.class) || owner.isAssignableTo(FileChannel.class)))
                || (call.getName().equals("forceDirectory") && owner.isAssignableTo(Disk.class));
    }
}
