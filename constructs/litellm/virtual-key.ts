import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { OwnChartRelease } from '../helm/own-chart-release';
import type { LiteLlmSettings } from './settings';

/** A key of a Secret in the applications' namespace. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

export interface VirtualKeyProps {
  /** Whose key it is. */
  readonly owner: string;
  readonly namespace: string;
  /** LiteLLM's image, whose Python the Job uses. */
  readonly image: LiteLlmSettings['image'];
  readonly managementUrl: string;
  readonly apiUrl: string;
  readonly masterKey: SecretKey;
  readonly virtualKey: SecretKey;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Makes a key known to LiteLLM, for an application that calls models: it can do nothing else, and can be taken away
 * alone. The value is in a Secret from the start, so nothing has to be carried back from LiteLLM.
 */
export class VirtualKey extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: VirtualKeyProps) {
    super(scope, id);
    this.release = new OwnChartRelease(this, 'release', {
      chart: 'virtual-key',
      release: `${props.owner}-virtual-key`,
      namespace: props.namespace,
      values: {
        owner: props.owner,
        image: { ...props.image },
        managementUrl: props.managementUrl,
        apiUrl: props.apiUrl,
        masterKeySecret: { ...props.masterKey },
        virtualKeySecret: { ...props.virtualKey },
      },
      timeoutSeconds: 900,
      dependsOn: props.dependsOn,
    });
  }
}
