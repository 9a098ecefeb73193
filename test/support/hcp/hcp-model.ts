/** What a workspace of the made-up HCP Terraform is. */
export interface HcpWorkspace {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly executionMode: 'remote' | 'local';
  terraformVersion: string;
  locked: boolean;
  /** Every version of the state, the newest last. */
  readonly states: HcpState[];
  /** The sensitive Terraform variables that a person filled in. */
  readonly variables: Record<string, string>;
}

/** A version of a workspace's state. */
export interface HcpState {
  readonly id: string;
  content: Buffer;
}

/** A configuration that was uploaded: the packed folder of a stack. */
export interface HcpConfiguration {
  readonly id: string;
  readonly workspaceId: string;
  readonly autoQueueRuns: boolean;
  readonly speculative: boolean;
  archive?: Buffer;
}

/** A remote run; its plan and its apply have its own id behind `plan-` and `apply-`. */
export interface HcpRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly configurationId: string;
  readonly message: string;
  readonly isDestroy: boolean;
  readonly planOnly: boolean;
  readonly autoApply: boolean;
  /** What the client handed over with the run: kept there, and shown to everyone who may read the run. */
  readonly variables: readonly { readonly key: string; readonly value: string }[];
  status: 'planning' | 'planned' | 'planned_and_finished' | 'applying' | 'applied' | 'errored' | 'discarded';
  hasChanges: boolean;
  planLog: string;
  applyLog: string;
}
