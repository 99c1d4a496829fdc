package org.jobledger.storage.force;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.channels.FileChannel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.DirectorySync;
import org.jobledger.storage.io.NameForcing;
import org.jobledger.storage.io.VolumeFile;

/** The lines of the storage driver that force a volume or the names in a directory, found in its class files. */
public final class VolumeForceSites {
    private static final Set<String> FORCES = Set.of("force", "forceContents");

    /** The last does not force for the sake of durability, but to have the kernel count what was written. */
    private static final Set<String> HAND_ON = Set.of("force", "forceContents", "version");

    private VolumeForceSites() {}

    /**
     * A line that forces, or hands a force to the checkpoints of a job.
     *
     * @param className the class, as the virtual machine names it
     * @param line the line in its file
     * @param atCheckpoints whether it is the latter, a reference to a method: its line is not on the stack when it comes to the force
     */
    public record Site(String className, int line, boolean atCheckpoints) {
        private static final StackWalker STACK = StackWalker.getInstance();

        /** Whether the force that is asked for now is asked for by this line. */
        public boolean asks() {
            return STACK.walk(frames -> {
                List<StackWalker.StackFrame> all = frames.toList();
                boolean atCheckpoint =
                        all.stream().anyMatch(frame -> frame.getMethodName().equals("checkpoint"));
                return atCheckpoint == atCheckpoints
                        && all.stream()
                                .filter(frame -> frame.getClassName().equals(className))
                                .anyMatch(frame -> atCheckpoints || frame.getLineNumber() == line);
            });
        }
    }

    /**
     * All of them by name, such as {@code AllocateHandler.fill force}, of method references {@code AllocateHandler.fill ::force}; where
     * a method has several of one kind, the second is {@code ... 2}. What only hands a force on to what lies below it is none.
     */
    public static Map<String, Site> inTheCode() {
        Map<String, List<Site>> byName = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .importUrl(StorageDriver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation())) {
            Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
                    .filter(access -> forces(access.getTarget()) && !handsOn(type, access))
                    .forEach(access ->
                            byName.merge(name(type, access), List.of(site(type, access)), VolumeForceSites::both));
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

    private static List<Site> both(List<Site> some, List<Site> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableList());
    }

    private static boolean isReference(JavaCodeUnitAccess<?> access) {
        return access instanceof JavaMethodReference;
    }

    private static String name(JavaClass type, JavaCodeUnitAccess<?> access) {
        return type.getSimpleName() + "." + access.getOrigin().getName() + (isReference(access) ? " ::" : " ")
                + access.getTarget().getName();
    }

    private static Site site(JavaClass type, JavaCodeUnitAccess<?> access) {
        return new Site(type.getName(), access.getLineNumber(), isReference(access));
    }

    private static boolean forces(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return (FORCES.contains(target.getName())
                        && Stream.of(
                                        VolumeFile.class,
                                        StorageBackend.class,
                                        NameForcing.class,
                                        DirectorySync.class,
                                        FileChannel.class)
                                .anyMatch(owner::isAssignableTo))
                || (target.getName().equals("force") && owner.getSimpleName().equals("NamedFile"))
                || (target.getName().equals("forceName")
                        && owner.getSimpleName().equals("Place"));
    }

    /** The ends of the way down to the operating system, which have tests of their own, and what stands between two of these. */
    private static boolean handsOn(JavaClass type, JavaCodeUnitAccess<?> access) {
        String origin = access.getOrigin().getName();
        return type.isEquivalentTo(DirectorySync.class)
                || (type.isAssignableTo(VolumeFile.class) && HAND_ON.contains(origin))
                || (type.getSimpleName().equals("Place") && origin.equals("forceName"))
                || (type.isAssignableTo(StorageBackend.class) && origin.equals("<init>"));
    }
}
