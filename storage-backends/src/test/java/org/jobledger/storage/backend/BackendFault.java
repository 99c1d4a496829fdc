package org.jobledger.storage.backend;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;

/** Faults a backend could have, a line each: of which method, and what it does instead of what it should. */
enum BackendFault {
    SCAN_FORGETS_ONE(
            "scan",
            (real, args, result) -> ((List<?>) result.call()).stream().skip(1).toList()),
    SCAN_TELLS_ONE_TWICE("scan", (real, args, result) -> twice((List<?>) result.call())),
    SCAN_IS_LATE("scan", (real, args, result) -> List.of()),
    NAMES_ARE_NONE("names", (real, args, result) -> List.of()),
    FIND_FINDS_NOTHING("find", (real, args, result) -> Optional.empty()),
    FIND_FINDS_ANYTHING(
            "find", (real, args, result) -> Optional.of(new FoundVolume(args[1].toString(), Path.of("/x"), 1, 1, "k"))),
    PATH_IS_OF_ANOTHER("path", (real, args, result) -> Path.of("/elsewhere")),
    IDENTITY_CHANGES("identity", (real, args, result) -> "i" + Counter.NEXT.incrementAndGet()),
    IDENTITY_IS_EMPTY("identity", (real, args, result) -> ""),
    SPACE_IS_NONE("space", (real, args, result) -> new Space(0, 0, 0)),
    SPACE_IS_MORE_THAN_THERE_IS("space", (real, args, result) -> new Space(1 << 20, 2 << 20, Long.MAX_VALUE)),
    TAKEN_SAYS_NO("taken", (real, args, result) -> false),
    TAKEN_SAYS_YES("taken", (real, args, result) -> true),
    REQUIRE_VOLUME_IS_CONTENT("requireVolume", (real, args, result) -> null),
    REQUIRE_ROOM_IS_CONTENT("requireRoom", (real, args, result) -> null),
    USABLE_IS_REFUSED("requireUsable", (real, args, result) -> {
        throw new IllegalStateException();
    }),
    STARTABLE_IS_CONTENT("requireStartable", (real, args, result) -> null),
    CANNOT_STOP_TWICE("stop", (real, args, result) -> {
        if (Counter.NEXT.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException();
        }
        return result.call();
    }),
    OPEN_MAKES_WHAT_IS_MISSING("open", (real, args, result) -> {
        PoolDefinition pool = (PoolDefinition) args[0];
        VolumeName name = (VolumeName) args[1];
        return real.taken(pool, name)
                ? result.call()
                : real.create(pool, name, org.jobledger.storage.VolumeMode.OWNER_ONLY);
    }),
    CREATE_TAKES_WHAT_IS_THERE("create", (real, args, result) -> {
        real.delete((PoolDefinition) args[0], (VolumeName) args[1]);
        return result.call();
    }),
    DELETE_LEAVES_IT("delete", (real, args, result) -> null),
    DELETE_TAKES_ALL("delete", (real, args, result) -> {
        PoolDefinition pool = (PoolDefinition) args[0];
        real.names(pool).forEach(name -> real.delete(pool, name));
        return null;
    }),
    DELETE_IS_ONCE_ONLY("delete", (real, args, result) -> {
        real.requireVolume((PoolDefinition) args[0], (VolumeName) args[1]);
        return result.call();
    }),
    REMOVE_LEAVES_IT("remove", (real, args, result) -> null),
    BUILD_CLEARS("build", (real, args, result) -> {
        PoolDefinition pool = (PoolDefinition) args[0];
        result.call();
        real.names(pool).forEach(name -> real.delete(pool, name));
        return null;
    }),
    ABLE_AND_SAYS_IT_IS_NOT("abilities", (real, args, result) -> Set.of(Ability.CREATE_VOLUME, Ability.CONTENTS)),
    REFUSES_NOTHING("requireAble", Of.UNABLE, (real, args, result) -> null),
    FILE_HAS_ANOTHER_KEY("key", Of.FILE, (real, args, result) -> "k" + Counter.NEXT.incrementAndGet()),
    FILE_HAS_ANOTHER_SIZE("size", Of.FILE, (real, args, result) -> 1L + (Long) result.call()),
    FILE_IS_NO_FILE("fixed", Of.FILE, (real, args, result) -> true),
    FILE_IS_NOT_RESIZED("resize", Of.FILE, (real, args, result) -> null),
    FILE_IS_NOT_ALLOCATED("allocate", Of.FILE, (real, args, result) -> null),
    FILE_IS_NOT_WRITTEN("write", Of.FILE, (real, args, result) -> null),
    FILE_IS_WRITTEN_ELSEWHERE("write", Of.FILE, (real, args, result) -> {
        args[1] = (Long) args[1] + 4096;
        return result.call();
    }),
    FILE_READS_ZEROS("read", Of.FILE, (real, args, result) -> {
        ByteBuffer target = (ByteBuffer) args[0];
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
        return null;
    }),
    FILE_HAS_ONE_VERSION("version", Of.FILE, (real, args, result) -> "v"),
    FILE_HAS_ALWAYS_ANOTHER_VERSION("version", Of.FILE, (real, args, result) -> "v" + Counter.NEXT.incrementAndGet()),
    FILE_DISCARDS_NOTHING("discard", Of.FILE, (real, args, result) -> null),
    FILE_HAS_NO_DATA("data", Of.FILE, (real, args, result) -> new org.jobledger.storage.io.DataRange(1 << 30, 1 << 30));

    /** Whose method it is. */
    private enum Of {
        BACKEND,
        /** Of a backend that can do nothing but make volumes. */
        UNABLE,
        FILE
    }

    /** What it does instead. */
    private interface Change {
        Object call(StorageBackend real, Object[] arguments, Callable<Object> result) throws Exception;
    }

    private static final class Counter {
        static final AtomicInteger NEXT = new AtomicInteger();
    }

    private final String method;
    private final Of of;

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final Change change;

    BackendFault(String method, Change change) {
        this(method, Of.BACKEND, change);
    }

    BackendFault(String method, Of of, Change change) {
        this.method = method;
        this.of = of;
        this.change = change;
    }

    private static List<Object> twice(Collection<?> all) {
        List<Object> doubled = new java.util.ArrayList<>(all);
        doubled.addAll(all);
        return doubled;
    }

    /** A backend that has this fault. */
    StorageBackend in(StorageBackend real) {
        return proxy(StorageBackend.class, real, real);
    }

    private <T> T proxy(Class<T> type, T real, StorageBackend backend) {
        boolean mine = (type == VolumeFile.class) == (of == Of.FILE);
        InvocationHandler handler = (self, called, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            Callable<Object> go = () -> {
                try {
                    return called.invoke(real, given);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            };
            if (of == Of.UNABLE && called.getName().equals("abilities")) {
                return Set.of(Ability.BUILD_POOL, Ability.CREATE_VOLUME, Ability.CONTENTS);
            }
            Object result = mine && called.getName().equals(method) ? change.call(backend, given, go) : go.call();
            return result instanceof VolumeFile file && of == Of.FILE ? proxy(VolumeFile.class, file, backend) : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
