/** What connects to data stores on AWS: an application, or a job. Ends the ids of the rules about it, in kebab-case. */
export type DataStoreClient = string;

/** A security group that a data store lets in. */
export interface ClientSecurityGroup {
  /** Who is in it; ends the ids of the rules about it. */
  readonly name: DataStoreClient;
  readonly id: string;
  /** For people who meet the rule in the console. */
  readonly description: string;
  /** Whether it is the clients' alone, so that it too is told where they may go. */
  readonly own: boolean;
}

/** Which security groups a data store's clients are in. */
export interface DataStoreClients {
  /** The groups of these clients, each once. */
  groupsOf(clients: readonly DataStoreClient[]): readonly ClientSecurityGroup[];
}
