package org.jobledger.storage.backend.disk;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jobledger.storage.force.Unforced;
import org.jobledger.storage.io.DiskVolumeFile;
import org.jobledger.storage.io.VolumeFile;

/** A disk, watched for promises over what is not forced. */
public final class WatchedDisk {
    private final Path directory;
    private final Unforced unforced;

    /** In an empty directory. */
    public WatchedDisk(Path directory, Unforced unforced) {
        this.directory = directory;
        this.unforced = unforced;
    }

    /** Takes its partition table away. */
    public void erase() throws Exception {
        try (DiskVolumeFile disk = DiskVolumeFile.create(directory.resolve("disk"))) {
            disk.resize(4 << 20);
            TableEraser.erase((VolumeFile) Proxy.newProxyInstance(
                    VolumeFile.class.getClassLoader(), new Class<?>[] {VolumeFile.class}, (self, method, arguments) -> {
                        if (method.getName().equals("write")) {
                            unforced.change(disk);
                        } else if (method.getName().equals("force")) {
                            unforced.force(disk);
                        }
                        return method.invoke(disk, arguments);
                    }));
        }
        unforced.promiseAll();
    }
}
