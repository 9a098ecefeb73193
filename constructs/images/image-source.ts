import type { IConstruct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { Names } from '../names/names';
import { type ImageName, splitImage, UPSTREAM_REGISTRIES, type UpstreamRegistry } from './registries';
import type { ImagesSettings } from './settings';

/** An image that something runs. */
export interface UsedImage {
  /** As its publisher calls it, with its tag. */
  readonly image: string;
  /** The bytes that the tag has to stand for, where that is pinned. */
  readonly digest?: string;
  /** Where nodes pull it from, with its tag. */
  readonly pulledFrom: string;
  /** The release that runs it. */
  readonly usedBy: string;
}

export interface ImageSourceProps {
  readonly settings: ImagesSettings;
  readonly names: Names;
  /** Absent where the environment is not on AWS; without it there is no cache in ECR. */
  readonly account?: AccountSettings;
}

/** ECR's limit for the first part of cached repositories' names. */
const PREFIX_LIMIT = 30;

const SOURCES = new WeakMap<IConstruct, ImageSource>();

/**
 * Where images are pulled from. It belongs to a stack and is found from everything in it, so that no chart can be
 * installed whose images go another way.
 */
export class ImageSource {
  private readonly entered = new Map<string, UsedImage>();

  constructor(private readonly props?: ImageSourceProps) {}

  /** Everything below a construct pulls its images from this source. */
  provideFor(scope: IConstruct): void {
    SOURCES.set(scope, this);
  }

  /** The source of what a construct runs: the publishers' own registries where nothing else was said. */
  static of(scope: IConstruct): ImageSource {
    const owner = scope.node.scopes.reverse().find((one) => SOURCES.has(one)) ?? scope.node.root;
    const known = SOURCES.get(owner) ?? new ImageSource();
    SOURCES.set(owner, known);
    return known;
  }

  /** Where an image is pulled from, without a tag. */
  repository(image: ImageName): string {
    const { registry, repository } = splitImage(image);
    const settings = this.props?.settings;
    switch (settings?.kind) {
      case undefined:
      case 'upstream':
        return image;
      case 'mirror':
        return `${settings.registry}/${image}`;
      case 'ecr-cache':
        return `${this.cacheRegistry}/${this.cachePrefix(registry)}/${repository}`;
    }
  }

  /** The same with a tag, for what runs it; it is among those {@link ImageSource.used} from then on. */
  reference(image: ImageName, tag: string, usedBy: string, digest?: string): string {
    const pulledFrom = `${this.repository(image)}:${tag}`;
    this.enter({ image: `${image}:${tag}`, digest, pulledFrom, usedBy });
    return digest === undefined ? pulledFrom : `${pulledFrom}@${digest}`;
  }

  /** Enters an image that is pulled from where a user's own values say. */
  enter(used: UsedImage): void {
    this.entered.set(`${used.pulledFrom} ${used.usedBy}`, used);
  }

  /** Every image that was asked for. */
  get used(): readonly UsedImage[] {
    return [...this.entered.values()];
  }

  /** First part of the names of the repositories in which ECR keeps a registry's images. */
  cachePrefix(registry: UpstreamRegistry): string {
    const { names } = this.required;
    return names.of(UPSTREAM_REGISTRIES[registry].cache, PREFIX_LIMIT);
  }

  private get cacheRegistry(): string {
    const { account } = this.required;
    if (!account) throw new Error('a cache in ECR takes an account');
    return `${account.id}.dkr.ecr.${account.region}.amazonaws.com`;
  }

  private get required(): ImageSourceProps {
    if (!this.props) throw new Error('images come from their publishers here');
    return this.props;
  }
}

/** An image with all releases that run it. */
export interface ListedImage extends Omit<UsedImage, 'usedBy'> {
  readonly usedBy: readonly string[];
}

/** Every image of some stacks, by where it is pulled from. */
export function usedImages(stacks: readonly IConstruct[]): readonly ListedImage[] {
  const listed = new Map<string, ListedImage>();
  for (const { usedBy, ...image } of stacks.flatMap((stack) => ImageSource.of(stack).used)) {
    const known = listed.get(image.pulledFrom);
    const digest = image.digest ?? known?.digest;
    listed.set(image.pulledFrom, { ...image, digest, usedBy: [...new Set([...(known?.usedBy ?? []), usedBy])].sort() });
  }
  return [...listed.values()].sort((one, other) => (one.pulledFrom < other.pulledFrom ? -1 : 1));
}
