package org.jobledger.storage.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.job.Target;

/** The driver: checks names and hands each call to the part that answers it. */
final class LedgerStorageDriver implements StorageDriver {
    private final Storage storage;
    private final Caller caller;
    private final boolean owned;
    private final PoolCalls pools;
    private final VolumeCalls volumes;
    private final CopyCalls copies;
    private final VolumeView view;

    LedgerStorageDriver(Storage storage, Caller caller, boolean owned) {
        this.storage = storage;
        this.caller = caller;
        this.owned = owned;
        this.pools = new PoolCalls(storage, caller);
        this.volumes = new VolumeCalls(storage, caller);
        this.copies = new CopyCalls(storage, caller);
        this.view = new VolumeView(storage);
    }

    @Override
    public JobEngine engine() {
        return storage.engine();
    }

    @Override
    public StorageDriver waiting(Duration atMost) {
        if (atMost.isNegative()) {
            throw new InvalidValueException("wait of " + atMost + " is negative");
        }
        return new LedgerStorageDriver(storage, new Caller(caller.principal(), atMost), owned);
    }

    @Override
    public StorageDriver by(String principal) {
        return new LedgerStorageDriver(storage, new Caller(principal, caller.patience()), owned);
    }

    @Override
    public PoolInfo definePool(PoolDefinition definition) {
        return pools.define(definition);
    }

    @Override
    public PoolInfo buildPool(String pool) {
        return pools.build(new PoolName(pool));
    }

    @Override
    public PoolInfo startPool(String pool) {
        return pools.start(new PoolName(pool));
    }

    @Override
    public PoolInfo stopPool(String pool) {
        return pools.stop(new PoolName(pool));
    }

    @Override
    public void undefinePool(String pool) {
        pools.undefine(new PoolName(pool));
    }

    @Override
    public List<PoolInfo> pools() {
        return pools.all();
    }

    @Override
    public PoolInfo pool(String pool) {
        return pools.info(new PoolName(pool));
    }

    @Override
    public Job createVolume(VolumeRequest request) {
        return volumes.create(request);
    }

    @Override
    public List<VolumeInfo> volumes(String pool) {
        return view.all(new PoolName(pool));
    }

    @Override
    public VolumeInfo volume(String pool, String volume) {
        return view.one(new PoolName(pool), new VolumeName(volume));
    }

    @Override
    public Job wipeVolume(String pool, String volume, WipeAlgorithm algorithm) {
        return volumes.wipe(new Target(new PoolName(pool), new VolumeName(volume)), algorithm);
    }

    @Override
    public Job resizeVolume(String pool, String volume, long capacity, Set<ResizeOption> options) {
        return volumes.resize(new Target(new PoolName(pool), new VolumeName(volume)), capacity, options);
    }

    @Override
    public Job deleteVolume(String pool, String volume, Set<DeleteOption> options) {
        return volumes.delete(new Target(new PoolName(pool), new VolumeName(volume)), options);
    }

    @Override
    public Job cloneVolume(CloneRequest request) {
        return copies.clone(request);
    }

    @Override
    public VolumeUpload upload(StreamRequest request) {
        return copies.upload(request);
    }

    @Override
    public VolumeDownload download(StreamRequest request) {
        return copies.download(request);
    }

    @Override
    public Job refreshPool(String pool) {
        return pools.refresh(new PoolName(pool));
    }

    @Override
    public void close() {
        if (owned) {
            storage.engine().close();
        }
    }
}
