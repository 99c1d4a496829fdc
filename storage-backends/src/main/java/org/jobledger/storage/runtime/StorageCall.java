package org.jobledger.storage.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.VolumeState;

/**
 * The long calls, a line each: what operation it is, what becomes of its job after a crash, what it claims, and what its volume is
 * meanwhile. The one place where that is said; all of them are async jobs.
 */
enum StorageCall {
    CREATE("allocate", "createVolume", RecoveryPolicy.RESUME, alone(Role.VOLUME), VolumeState.ALLOCATING),
    CLONE(
            "clone",
            "cloneVolume",
            RecoveryPolicy.RESUME,
            List.of(new Claimed(Role.VOLUME, ClaimMode.EXCLUSIVE), new Claimed(Role.SOURCE, ClaimMode.SHARED)),
            VolumeState.CLONING),
    UPLOAD("upload", "upload", RecoveryPolicy.FAIL, alone(Role.VOLUME), VolumeState.UPLOADING),
    DOWNLOAD("download", "download", RecoveryPolicy.FAIL, withOthers(Role.VOLUME), VolumeState.HEALTHY),
    WIPE("wipe", "wipeVolume", RecoveryPolicy.RESUME, alone(Role.VOLUME), VolumeState.WIPING),
    RESIZE("resize", "resizeVolume", RecoveryPolicy.RESUME, alone(Role.VOLUME), VolumeState.RESIZING),
    DELETE("delete", "deleteVolume", RecoveryPolicy.RESUME, alone(Role.VOLUME), VolumeState.DELETING),
    // Alone on the pool, and beside whatever is done to its volumes: those claim the volumes.
    REFRESH(
            "refresh",
            "refreshPool",
            RecoveryPolicy.RESTART,
            List.of(new Claimed(Role.POOL, ClaimMode.EXCLUSIVE_BESIDE_CHILDREN)),
            VolumeState.HEALTHY),
    // Resumed, to be done again from where it was: what a cut build leaves must be known.
    POOL_START("pool-start", "startPool", RecoveryPolicy.RESUME, alone(Role.POOL), VolumeState.HEALTHY),
    // Resumed, to kill what still writes and then to fail: nobody knows what is there.
    POOL_BUILD("pool-build", "buildPool", RecoveryPolicy.RESUME, alone(Role.POOL), VolumeState.HEALTHY),
    POOL_DELETE("pool-delete", "deletePool", RecoveryPolicy.RESTART, alone(Role.POOL), VolumeState.HEALTHY),
    DISCOVER("discover", "findPoolSources", RecoveryPolicy.FAIL, List.of(), VolumeState.HEALTHY);

    /** What a claim is on. */
    enum Role {
        /** The volume that the call is about; for a clone, the new one. */
        VOLUME,
        /** The volume that is copied. */
        SOURCE,
        /** The pool that the call is about. */
        POOL
    }

    /**
     * A claim of a call.
     *
     * @param role what on
     * @param mode alone or with others
     */
    record Claimed(Role role, ClaimMode mode) {}

    private final String operation;
    private final String api;
    private final RecoveryPolicy policy;

    @SuppressWarnings("ImmutableEnumChecker") // it is; its type does not say so
    private final List<Claimed> claimed;

    private final VolumeState meanwhile;

    StorageCall(String operation, String api, RecoveryPolicy policy, List<Claimed> claimed, VolumeState meanwhile) {
        this.operation = operation;
        this.api = api;
        this.policy = policy;
        this.claimed = claimed;
        this.meanwhile = meanwhile;
    }

    private static List<Claimed> alone(Role role) {
        return List.of(new Claimed(role, ClaimMode.EXCLUSIVE));
    }

    private static List<Claimed> withOthers(Role role) {
        return List.of(new Claimed(role, ClaimMode.SHARED));
    }

    String operation() {
        return operation;
    }

    String api() {
        return api;
    }

    RecoveryPolicy policy() {
        return policy;
    }

    /** What a volume is while a job of this call has it alone. */
    VolumeState meanwhile() {
        return meanwhile;
    }

    /** Whether its volume is not whole before it has completed. */
    boolean makes() {
        return this == CREATE || this == CLONE;
    }

    /**
     * Whether a job that a crash cut off still comes to what was asked for. Else it only comes to a clean failure, and who makes the call
     * again has it done anew.
     */
    boolean goesOn() {
        return policy != RecoveryPolicy.FAIL && this != POOL_BUILD;
    }

    /** Whether a call wants a resource for itself. */
    boolean isAlone(Role role) {
        return claimed.stream().anyMatch(claim -> claim.role() == role && claim.mode() != ClaimMode.SHARED);
    }

    /** What a call claims on these resources. */
    List<Claim> claims(Map<Role, ResourceRef> on) {
        List<Claim> claims = new ArrayList<>();
        for (Claimed one : claimed) {
            ResourceRef resource = on.get(one.role());
            if (resource == null) {
                throw new IllegalArgumentException(this + " is without its " + one.role());
            }
            claims.add(new Claim(resource, one.mode()));
        }
        return claims;
    }

    /** The call of an operation; nothing where the operation is not one of storage. */
    static Optional<StorageCall> of(String operation) {
        return Arrays.stream(values())
                .filter(call -> call.operation.equals(operation))
                .findFirst();
    }
}
