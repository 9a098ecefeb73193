import { isRecord, UNKNOWN, Unknown, type Value, type ValueRecord } from '../protocol/value';
import { isSecret } from '../schema/rules';
import type { AttributeSchema, BlockSchema, TypeConstraint } from '../schema/terraform-schema';
import type { Instance } from './instance';
import { NAME_RULES } from './name-rules';
import type { Recipe, Recipes } from './recipe';
import { recipesFor } from './recipes';
import { fillTemplate } from './template';

/** Makes a secret for `type.attribute` and tells the leak scan of it. */
export type SecretMaker = (instance: Instance, attribute: string) => string;

/** Replaces every unknown value of an instance, in place, by a made-up one. */
export function fillUnknown(instance: Instance, block: BlockSchema, makeSecretFor: SecretMaker): void {
  const filler = new Filler(instance, recipesFor(instance), makeSecretFor);
  const inProgress = new Set<string>();
  instance.demand = (name) => {
    const attribute = block.attributes[name];
    if (attribute === undefined || inProgress.has(name)) return;
    inProgress.add(name);
    instance.root[name] = filler.attribute(attribute, instance.root[name] ?? null, name, name);
    inProgress.delete(name);
  };
  for (const [name, nested] of Object.entries(block.block_types)) {
    instance.root[name] = filler.elements(instance.root[name] ?? null, name, name, (element, path, salt) =>
      filler.block(nested.block, element, path, salt),
    );
  }
  // After the blocks, because an id may be made of what is in them.
  for (const name of Object.keys(block.attributes)) instance.demand(name);
}

/**
 * A path is where an attribute is by names alone (`vpc_config.vpc_id`), to look recipes up;
 * its salt has the elements' positions too, so that two elements of one list do not get the same values.
 */
class Filler {
  constructor(
    private readonly instance: Instance,
    private readonly recipes: Recipes,
    private readonly makeSecretFor: SecretMaker,
  ) {}

  block({ attributes, block_types }: BlockSchema, value: ValueRecord, path: string, salt: string): ValueRecord {
    const filled: ValueRecord = {};
    for (const [name, attribute] of Object.entries(attributes)) {
      filled[name] = this.attribute(attribute, value[name] ?? null, `${path}.${name}`, `${salt}.${name}`);
    }
    for (const [name, nested] of Object.entries(block_types)) {
      filled[name] = this.elements(value[name] ?? null, `${path}.${name}`, `${salt}.${name}`, (element, at, saltAt) =>
        this.block(nested.block, element, at, saltAt),
      );
    }
    return filled;
  }

  attribute(attribute: AttributeSchema, value: Value, path: string, salt: string): Value {
    const { nested_type, type = 'dynamic' } = attribute;
    const nested = (element: ValueRecord, at: string, saltAt: string) =>
      this.block({ attributes: nested_type?.attributes ?? {}, block_types: {} }, element, at, saltAt);
    if (!(value instanceof Unknown))
      return nested_type === undefined ? value : this.elements(value, path, salt, nested);
    const recipe = this.recipes[path];
    if (recipe !== undefined) return this.follow(recipe, salt);
    if (isSecret(`${this.instance.type}.${path}`, attribute.sensitive === true)) return this.secret(type, path);
    if (nested_type === undefined) return this.ofType(type, attribute.optional === true, path, salt);
    const unknown = Object.fromEntries(Object.keys(nested_type.attributes).map((name) => [name, UNKNOWN]));
    return nested_type.nesting_mode === 'single' ? nested(unknown, path, salt) : [nested(unknown, path, `${salt}.0`)];
  }

  /** Fills each element of a block or nested attribute, however it nests. */
  elements(
    value: Value,
    path: string,
    salt: string,
    fill: (element: ValueRecord, path: string, salt: string) => ValueRecord,
  ): Value {
    if (Array.isArray(value)) {
      return value.map((element, index) => (isRecord(element) ? fill(element, path, `${salt}.${index}`) : element));
    }
    return isRecord(value) ? fill(value, path, salt) : value;
  }

  /** A value of a type. What is optional and was not asked for is empty, as a cloud would have it. */
  private ofType(type: TypeConstraint, optional: boolean, path: string, salt: string): Value {
    const recipe = this.recipes[path];
    if (recipe !== undefined) return this.follow(recipe, salt);
    if (Array.isArray(type)) {
      if (type[0] === 'object') {
        const members = Object.entries(type[1]).map(([name, member]): [string, Value] => [
          name,
          this.ofType(member, false, `${path}.${name}`, `${salt}.${name}`),
        ]);
        return Object.fromEntries(members);
      }
      if (type[0] === 'map') return {};
      return optional ? [] : [this.ofType(type[1], false, path, `${salt}.0`)];
    }
    if (type === 'bool') return false;
    if (type === 'dynamic') return null;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const rule = NAME_RULES.find(([pattern]) => pattern.test(name))?.[1];
    if (type === 'number') return typeof rule === 'number' ? rule : 0;
    if (typeof rule === 'string') return fillTemplate(rule, this.instance, salt);
    return optional ? '' : `${name}-${this.instance.hex(8, salt)}`;
  }

  private follow(recipe: Recipe, salt: string): Value {
    if (typeof recipe === 'function') return recipe(this.instance);
    if (typeof recipe === 'string') return fillTemplate(recipe, this.instance, salt);
    return typeof recipe === 'object' ? [...recipe] : recipe;
  }

  private secret(type: TypeConstraint, path: string): Value {
    const secret = this.makeSecretFor(this.instance, path);
    // An entry of Secrets Manager is JSON, of which its reader takes one key.
    if (path === 'secret_string') return JSON.stringify({ username: 'stand-in', password: secret });
    if (!Array.isArray(type)) return type === 'string' ? secret : null;
    return type[0] === 'map' ? { value: secret } : type[0] === 'object' ? null : [secret];
  }
}
