package dev.kawasemi.deployment;

import java.util.Map;
import java.util.TreeMap;

/** A version and the image ids it resolved to, by compose service. The ids, not the tag, are what runs. */
public record Release(Version version, Map<String, String> imageIds) {
    public Release {
        imageIds = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(imageIds));
    }

    public boolean sameImagesAs(Release other) {
        return !imageIds.isEmpty() && imageIds.equals(other.imageIds);
    }
}
