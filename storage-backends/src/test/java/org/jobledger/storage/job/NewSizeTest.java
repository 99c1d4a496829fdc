package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.junit.jupiter.api.Test;

/** The rules of resizing, on a sparse volume of 1000 bytes with 400 allocated. */
class NewSizeTest {
    private static NewSize asked(long capacity, ResizeOption... options) {
        FoundVolume now = new FoundVolume("v", Path.of("/p/v"), 1000, 400, "ino=1");
        return NewSize.of(new VolumeName("v"), now, capacity, Set.of(options), new Space(10_000, 8_000, 2_000));
    }

    @Test
    void growingAllocatesOnlyWhenAsked() {
        assertThat(asked(1500)).isEqualTo(new NewSize(1500, 1500));
        assertThat(asked(1500, ResizeOption.ALLOCATE)).isEqualTo(new NewSize(1500, 1000));
    }

    @Test
    void aDeltaIsAddedOrWithShrinkSubtracted() {
        assertThat(asked(500, ResizeOption.DELTA).capacity()).isEqualTo(1500);
        assertThat(asked(500, ResizeOption.DELTA, ResizeOption.SHRINK).capacity())
                .isEqualTo(500);
    }

    @Test
    void shrinkingNeedsTheOptionAndStopsAtWhatIsAllocated() {
        assertThat(asked(400, ResizeOption.SHRINK).capacity()).isEqualTo(400);
        assertThatThrownBy(() -> asked(500))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("from 1000 to 500");
        assertThatThrownBy(() -> asked(399, ResizeOption.SHRINK))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("can't shrink capacity below existing allocation");
        assertThatThrownBy(() -> asked(5000, ResizeOption.DELTA, ResizeOption.SHRINK))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> asked(3001, ResizeOption.ALLOCATE))
                .isInstanceOf(NotEnoughSpaceException.class)
                .hasMessageContaining("Not enough space left in storage pool");
        assertThat(asked(3001).capacity()).isEqualTo(3001);
        assertThatThrownBy(() -> asked(-1)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void whatIsNotAllocatedMayBeMoreThanThePoolHas() {
        assertThat(asked(1L << 50).capacity()).isEqualTo(1L << 50);
        assertThatThrownBy(() -> asked(Long.MAX_VALUE, ResizeOption.DELTA))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("beyond all sizes");
    }
}
