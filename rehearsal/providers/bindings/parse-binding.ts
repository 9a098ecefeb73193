import type { NestingMode, TypeConstraint } from '../schema/terraform-schema';

/** What a member holds: a plain value, or elements of a struct that the same binding declares. */
export type MemberShape =
  { type: TypeConstraint } | { struct: string; nesting: NestingMode; /** At most one element. */ single: boolean };

/** One argument or attribute as its binding tells it. */
export interface Member {
  name: string;
  computed: boolean;
  optional: boolean;
  required: boolean;
  /** The binding's documentation calls it "<name> block". */
  documentedAsBlock: boolean;
  shape: MemberShape;
}

/** One row of a `…ToHclTerraform` table. */
interface TableRow {
  /** simple, list, set, map or struct. */
  type: string;
  /** string, stringList, …, or a struct's name. */
  storage: string;
}

const GETTERS: Record<string, TypeConstraint> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
  NumberMap: ['map', 'number'],
  BooleanMap: ['map', 'bool'],
  AnyMap: 'dynamic',
};

const STORAGE: Record<string, TypeConstraint> = {
  any: 'dynamic',
  string: 'string',
  number: 'number',
  boolean: 'bool',
  anyMap: 'dynamic',
};

/** The source of one binding, cut into its declarations, from which members are read on demand. */
export class ParsedBinding {
  private readonly declarations = new Map<string, string>();

  constructor(sources: readonly string[]) {
    for (const source of sources) {
      for (const text of source.split(/^export (?=(?:class|interface|function) )/m)) {
        const name = /^(?:class|interface|function) (\w+)/.exec(text)?.[1];
        if (name !== undefined) {
          this.declarations.set(`${text.startsWith('interface') ? 'interface ' : ''}${name}`, text);
        }
      }
    }
  }

  /** The class that stands for the resource, data source or provider itself, and Terraform's name for it. */
  main(): { className: string; terraformType: string } {
    for (const [className, text] of this.declarations) {
      if (/^class \w+ extends cdktf\.Terraform(?:Resource|DataSource|Provider) /.test(text)) {
        const terraformType = /tfResourceType = "(\w+)"/.exec(text)?.[1];
        if (terraformType !== undefined) return { className, terraformType };
      }
    }
    throw new Error('The binding declares no resource, data source or provider');
  }

  membersOfMain(className: string): Member[] {
    const text = this.declarations.get(className) ?? '';
    return this.members(text, readTable(text), this.documentation(`${className}Config`));
  }

  membersOfStruct(struct: string): Member[] {
    const tableName = `${struct.charAt(0).toLowerCase()}${struct.slice(1)}ToHclTerraform`;
    const table = readTable(this.declarations.get(tableName) ?? '');
    const documentation = this.documentation(struct);
    const reference = this.declarations.get(`${struct}OutputReference`);
    if (reference !== undefined) return this.members(reference, table, documentation);
    // Structs of a provider's configuration have no class to read outputs from: the table has all there is.
    return [...table].map(([name, row]) => {
      const required = documentation.get(name)?.required ?? false;
      const documentedAsBlock = documentation.get(name)?.block ?? false;
      return { name, computed: false, optional: !required, required, documentedAsBlock, shape: shapeOfRow(row) };
    });
  }

  private members(text: string, table: Map<string, TableRow>, documentation: Map<string, Documented>): Member[] {
    const heads = text.matchAll(/^ *\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+) *$/gm);
    return [...heads].map((head) => {
      const [line, name = '', computed, optional, required] = head;
      const body = text.slice(head.index + line.length, head.index + line.length + 600);
      return {
        name,
        computed: computed === 'true',
        optional: optional === 'true',
        required: required === 'true',
        documentedAsBlock: documentation.get(name)?.block ?? false,
        shape: shapeOfMember(name, body, table.get(name)),
      };
    });
  }

  private documentation(interfaceName: string): Map<string, Documented> {
    const text = this.declarations.get(`interface ${interfaceName}`) ?? '';
    const documented = new Map<string, Documented>();
    for (const [, comment = '', optional] of text.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly \w+(\?)?:/g)) {
      const name = /#(\w+) \w+#\w+\}/.exec(comment)?.[1];
      if (name === undefined) continue;
      documented.set(name, {
        required: optional === undefined,
        block: comment.trimStart().startsWith(`* ${name} block\n`),
      });
    }
    return documented;
  }
}

interface Documented {
  required: boolean;
  block: boolean;
}

function readTable(text: string): Map<string, TableRow> {
  const rows = text.matchAll(
    /^ +(\w+): \{\n +value: .*\n +isBlock: \w+,\n +type: "(\w+)",\n +storageClassType: "(\w+)",/gm,
  );
  return new Map([...rows].map(([, name = '', type = '', storage = '']) => [name, { type, storage }]));
}

function shapeOfMember(name: string, body: string, row: TableRow | undefined): MemberShape {
  const made = /^\s*private _\w+ = new (cdktf\.)?(\w+)\(this, "\w+"(?:, (true|false))?\)/.exec(body);
  if (made !== null) {
    const [, ofCdktf, className = '', wrapsSet] = made;
    return ofCdktf === undefined
      ? shapeOfStruct(className, wrapsSet === 'true', row)
      : { type: storageType(className) };
  }
  const getter = /^[^{]*\{\s*return (.*);/.exec(body)?.[1] ?? /return (.*);/.exec(body)?.[1] ?? '';
  const kind = /this\.get(\w+?)(?:Attribute)\(/.exec(getter)?.[1];
  const type = kind === undefined ? undefined : GETTERS[kind];
  if (type !== undefined) {
    return { type: getter.includes('Fn.tolist(') && Array.isArray(type) ? (['set', type[1]] as TypeConstraint) : type };
  }
  if (row !== undefined) return shapeOfRow(row);
  if (getter.includes('this.interpolationForAttribute(')) return { type: 'dynamic' };
  throw new Error(`The binding does not tell the type of ${name}`);
}

function shapeOfStruct(className: string, wrapsSet: boolean, row: TableRow | undefined): MemberShape {
  if (className.endsWith('OutputReference')) {
    const struct = className.slice(0, -'OutputReference'.length);
    const nesting = row === undefined || row.type === 'struct' ? 'single' : (row.type as NestingMode);
    return { struct, nesting, single: true };
  }
  if (className.endsWith('Map')) return { struct: className.slice(0, -'Map'.length), nesting: 'map', single: false };
  return { struct: className.slice(0, -'List'.length), nesting: wrapsSet ? 'set' : 'list', single: false };
}

function shapeOfRow({ type, storage }: TableRow): MemberShape {
  if (/^[A-Z]/.test(storage)) {
    if (type === 'struct') return { struct: storage, nesting: 'single', single: true };
    return { struct: storage.replace(/(List|Map)$/, ''), nesting: type as NestingMode, single: false };
  }
  const constraint = storageType(storage);
  return {
    type: type === 'set' && Array.isArray(constraint) ? (['set', constraint[1]] as TypeConstraint) : constraint,
  };
}

/** `stringMapList` or `StringMap`: the element's type first, then what it is wrapped in, inside out. */
function storageType(storage: string): TypeConstraint {
  const name = storage.charAt(0).toLowerCase() + storage.slice(1);
  const plain = STORAGE[name];
  if (plain !== undefined) return plain;
  if (name.endsWith('List')) return ['list', storageType(name.slice(0, -'List'.length))];
  if (name.endsWith('Map')) return ['map', storageType(name.slice(0, -'Map'.length))];
  throw new Error(`The binding uses a type that the stand-ins do not know: ${storage}`);
}
