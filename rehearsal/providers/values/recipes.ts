import { AWS_DATA_RECIPES } from './aws-data';
import { awsIdentity } from './aws-identity';
import { AWS_RECIPES } from './aws-recipes';
import type { Instance } from './instance';
import { OTHER_RECIPES } from './other-recipes';
import type { Recipes } from './recipe';

const NONE: Recipes = {};

/** What every object in a cluster has. */
const KUBERNETES: Recipes = {
  id: (instance) => kubernetesId(instance),
  object: (instance) => instance.at('manifest'),
  'metadata.name': '{metadata.generate_name}{:hex6}',
  'metadata.uid': '{:uuid}',
  'metadata.resource_version': '1',
  'metadata.generation': 1,
};

/** The recipes for an instance's type; what they do not name is made by the rules over names. */
export function recipesFor({ kind, type, settings }: Instance): Recipes {
  const own = (kind === 'resources' ? AWS_RECIPES : AWS_DATA_RECIPES)[type] ?? NONE;
  if (settings.provider === 'aws') return { ...awsIdentity(type), ...own };
  if (settings.provider === 'kubernetes') return KUBERNETES;
  return OTHER_RECIPES[type] ?? NONE;
}

/** `namespace/name`, or the name alone of what belongs to no namespace. */
function kubernetesId(instance: Instance): string {
  const name = instance.text('metadata.name');
  const metadata = instance.at('metadata');
  const [first] = Array.isArray(metadata) ? metadata : [];
  const namespaced = typeof first === 'object' && first !== null && 'namespace' in first;
  return namespaced ? `${instance.text('metadata.namespace') || 'default'}/${name}` : name;
}
