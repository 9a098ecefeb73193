export { EcrCache, type EcrCacheProps } from './ecr-cache';
export { ImageSource, type ImageSourceProps, type ListedImage, type UsedImage, usedImages } from './image-source';
export { type ImageName, UPSTREAM_REGISTRIES, type UpstreamRegistry } from './registries';
