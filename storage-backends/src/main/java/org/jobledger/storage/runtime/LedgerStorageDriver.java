package org.jobledger.storage.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Subscription;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolListener;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StopOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.job.Target;
import org.jobledger.storage.xml.CapabilitiesXml;
import org.jobledger.storage.xml.KnownElements;
import org.jobledger.storage.xml.PoolXml;

/** The driver: checks names and hands each call to the part that answers it. */
final class LedgerStorageDriver implements StorageDriver {
    private final Storage storage;
    private final Caller caller;
    private final Runnable whenClosed;
    private final PoolCalls pools;
    private final PoolWork work;
    private final VolumeCalls volumes;
    private final CopyCalls copies;
    private final VolumeView view;
    private final Lookups lookups;
    private final Descriptions descriptions;

    LedgerStorageDriver(Storage storage, Caller caller, Runnable whenClosed) {
        this.storage = storage;
        this.caller = caller;
        this.whenClosed = whenClosed;
        this.pools = new PoolCalls(storage, caller);
        this.work = new PoolWork(storage, caller);
        this.volumes = new VolumeCalls(storage, caller);
        this.copies = new CopyCalls(storage, caller);
        this.view = new VolumeView(storage);
        this.lookups = new Lookups(storage);
        this.descriptions = new Descriptions(storage);
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
        return new LedgerStorageDriver(storage, caller.waiting(atMost), whenClosed);
    }

    @Override
    public StorageDriver by(String principal) {
        return new LedgerStorageDriver(storage, caller.by(principal), whenClosed);
    }

    @Override
    public StorageDriver secrets(VolumeSecrets secrets) {
        return new LedgerStorageDriver(storage, caller.knowing(secrets), whenClosed);
    }

    @Override
    public StorageDriver repeating() {
        return new LedgerStorageDriver(storage, caller.repeats(), whenClosed);
    }

    @Override
    public StorageDriver closing(Runnable newWhenClosed) {
        return new LedgerStorageDriver(storage, caller, newWhenClosed);
    }

    @Override
    public PoolInfo definePool(PoolDefinition definition) {
        return pools.define(definition);
    }

    @Override
    public PoolInfo buildPool(String pool, Set<BuildOption> options) {
        return finished(new PoolName(pool), beginBuildPool(pool, options));
    }

    @Override
    public PoolInfo startPool(String pool, Set<PoolOption> options) {
        return finished(new PoolName(pool), beginStartPool(pool, options));
    }

    @Override
    public PoolInfo stopPool(String pool, Set<StopOption> options) {
        return pools.stop(new PoolName(pool), options.contains(StopOption.ABORT_JOBS));
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
    public PoolInfo definePool(String xml) {
        return pools.define(PoolXml.read(xml));
    }

    @Override
    public PoolInfo createPool(PoolDefinition definition, Set<PoolOption> options) {
        return finished(definition.name(), beginCreatePool(definition, options));
    }

    @Override
    public PoolInfo createPool(String xml, Set<PoolOption> options) {
        return createPool(PoolXml.read(xml), options);
    }

    @Override
    public PoolInfo setPoolAutostart(String pool, boolean on) {
        return pools.autostart(new PoolName(pool), on);
    }

    @Override
    public List<PoolInfo> startAutostartPools() {
        return work.startAll().stream().map(pools::info).toList();
    }

    @Override
    public void deletePool(String pool) {
        work.finish(new PoolName(pool), beginDeletePool(pool));
    }

    private PoolInfo finished(PoolName pool, Job job) {
        work.finish(pool, job);
        return pools.info(pool);
    }

    @Override
    public Job beginBuildPool(String pool, Set<BuildOption> options) {
        return work.build(new PoolName(pool), options);
    }

    @Override
    public Job beginStartPool(String pool, Set<PoolOption> options) {
        return work.start(new PoolName(pool), PoolOption.build(options));
    }

    @Override
    public Job beginCreatePool(PoolDefinition definition, Set<PoolOption> options) {
        return work.create(definition, PoolOption.build(options));
    }

    @Override
    public Job beginCreatePool(String xml, Set<PoolOption> options) {
        return beginCreatePool(PoolXml.read(xml), options);
    }

    @Override
    public Job beginDeletePool(String pool) {
        return work.delete(new PoolName(pool));
    }

    @Override
    public PoolInfo poolByUuid(UUID uuid) {
        return pools.info(lookups.byUuid(uuid));
    }

    @Override
    public PoolInfo poolByTarget(Path target) {
        return pools.info(lookups.byTarget(target));
    }

    @Override
    public VolumeInfo volumeByPath(Path path) {
        Target found = lookups.byPath(path);
        return view.one(found.pool(), found.volume());
    }

    @Override
    public String poolXml(String pool, boolean defined) {
        return descriptions.of(pool(pool), defined);
    }

    @Override
    public void requireValid(String xml) {
        KnownElements.require(xml);
    }

    @Override
    public String volumeXml(String pool, String volume) {
        return descriptions.of(volume(pool, volume));
    }

    @Override
    public String capabilitiesXml() {
        return CapabilitiesXml.write(storage.backends().types());
    }

    @Override
    public Job findPoolSources(PoolType type, String source) {
        return new Submission(storage, caller, StorageCall.DISCOVER).submit(DiscoverHandler.parameters(type, source));
    }

    @Override
    public Subscription poolEvents(long fromPosition, PoolListener listener) {
        long next = storage.engine().position() + 1;
        if (fromPosition < 1 || fromPosition > next) {
            throw new InvalidValueException("position " + fromPosition + " is not between 1 and " + next);
        }
        return PoolEvents.since(storage, fromPosition, listener);
    }

    @Override
    public Subscription poolEvents(PoolListener listener) {
        return PoolEvents.fromNow(storage, listener);
    }

    @Override
    public Job createVolume(String pool, String xml, boolean preallocated) {
        return volumes.create(Descriptions.request(new PoolName(pool), xml, preallocated));
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
    public Job cloneVolume(
            String pool, String xml, String sourcePool, String source, Reflink reflink, boolean preallocated) {
        return copies.clone(
                Descriptions.copy(pool, xml, sourcePool, source, preallocated).reflink(reflink));
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
        whenClosed.run();
    }
}
