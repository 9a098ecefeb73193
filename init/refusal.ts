import type { z } from 'zod';
import { AccountSettings } from '../constructs/account/settings';
import { OpenWebUiAdmin } from '../constructs/open-webui/settings';
import { AlbGatewaySettings } from '../constructs/gateway/settings';
import { ExistingNetworkSettings } from '../constructs/network/settings';
import { HcpStateSettings, S3StateSettings } from '../constructs/state/settings';
import { ExistingStorageSettings } from '../constructs/storage/settings';
import { whatItTakes } from '../constructs/telling/shape-problems';
import { oneOf } from '../constructs/telling/words';
import { type Question, type Topic, valuesOf } from './question';

/** What a single value has to be. It is apart from the questions, which are read for help too: schemas take long to load. */
const ACCEPTED: Readonly<Partial<Record<Topic, z.ZodType>>> = {
  account: AccountSettings.shape.id,
  region: AccountSettings.shape.region,
  vpc: ExistingNetworkSettings.shape.vpcId,
  subnets: ExistingNetworkSettings.shape.privateSubnetIds.element,
  bucket: ExistingStorageSettings.shape.bucket,
  certificate: AlbGatewaySettings.shape.certificateArn,
  'admin-email': OpenWebUiAdmin.shape.email,
  'state-bucket': S3StateSettings.shape.bucket,
  'state-region': AccountSettings.shape.region,
  organization: HcpStateSettings.shape.organization,
};

/** What is wrong with an answer by itself, if anything. */
export function refusal({ topic, choices, several }: Question, answer: string): string | undefined {
  const values = several ? valuesOf(answer) : [answer];
  if (choices) {
    const known = choices.map(({ value }) => value);
    const unknown = values.filter((value) => !known.includes(value));
    if (unknown.length > 0 || values.length === 0) {
      return `it takes ${several ? `${known.join(', ')}, with commas between` : oneOf(known)}`;
    }
  }
  const [issue] = values.flatMap((value) => ACCEPTED[topic]?.safeParse(value).error?.issues ?? []);
  return issue && whatItTakes(issue);
}
