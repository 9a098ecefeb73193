import { z } from 'zod';
import { defaultCell, defaultsCell, meaning, paragraph } from './cells';
import type { Described, Describer, Setting, Variant } from './described';
import type { DocComment } from './doc-comment';
import { anchorOf, table } from './markdown';
import { EXPLAINED, sharedBlocks } from './shared-blocks';
import { wordsFor } from './words';

const HEADINGS = ['setting', 'takes', 'default', 'meaning'];
const NO_SETTINGS = ['It has no settings of its own.', ''];

/** One place of a block or a choice: the same may stand at several, with other defaults. */
interface Place {
  /** From the page's block; empty for that itself. */
  readonly path: string;
  readonly described: Described;
}

/** A row of a table, its setting named from the block that the table is of. */
interface Row {
  readonly name: string;
  readonly takes: string;
  readonly setting: Setting;
}

/** What has to be told after a table. */
interface Section extends Place {
  readonly comment: DocComment;
}

/** The reference of one block of an environment file, as Markdown. */
export class ReferencePage {
  /** Blocks that stand at several places and are therefore told once, by the call that makes them. */
  private readonly shared: ReadonlyMap<unknown, Described>;

  constructor(
    private readonly describer: Describer,
    private readonly root: Described,
  ) {
    this.shared = sharedBlocks(describer, root);
  }

  /** Everything about the block, in sections of the second level. */
  lines(): string[] {
    const places = [{ path: '', described: this.root }];
    return [
      ...paragraph(this.root.comment),
      ...(isChoice(this.root) ? this.choice(places, '', 2) : this.block(places, '', 2)),
      ...[...this.shared.values()].flatMap((described) => [
        `## ${sharedHeading(described)}`,
        '',
        ...this.block([{ path: '', described }], '', 3),
      ]),
    ];
  }

  /** The block's settings, with links to their own pages instead of what is in them. */
  overview(): string[] {
    const cells = this.describer.settings(this.root).map((setting) => {
      const isLinked = setting.schema instanceof z.ZodObject || isChoice(setting);
      const name = isLinked ? `[\`${setting.name}\`](${pageOf(setting)}.md)` : `\`${setting.name}\``;
      const takes = isChoice(setting) ? `\`kind\`: ${wordsFor(setting.schema)}` : wordsFor(setting.schema);
      return [name, takes, defaultCell(setting), meaning(setting.comment)];
    });
    return [...paragraph(this.root.comment), ...table(HEADINGS, cells)];
  }

  /** The ways of a union that nothing decides between but their look, one after the other. */
  alternatives(): string[] {
    const ways = this.describer.alternatives(this.root).flatMap((way) => {
      const names = this.describer.settings(way).map(({ name }) => name);
      if (names.length === 0) return ["`'${NAME}'`", ''];
      const text = `\`{ ${names.join(', ')} }\`: ${meaning(way.comment)}`;
      return [text, '', ...this.block([{ path: '', described: way }], '', 4)];
    });
    return [...paragraph(this.root.comment), ...ways];
  }

  /** The table of a block, and after it what has to be told of its settings. */
  private block(places: readonly Place[], path: string, level: number, without: readonly string[] = []): string[] {
    const sections: Section[] = [];
    const [rows = [], ...others] = places.map(({ described }, index) =>
      this.describer
        .settings(described)
        .filter(({ name }) => !without.includes(name))
        .flatMap((setting) => this.rows(setting, '', path, index === 0 ? sections : [])),
    );
    if (rows.length === 0) return NO_SETTINGS;
    const cells = rows.map((row, index) => {
      const all = [row, ...others.map((other) => other[index] ?? row)];
      const defaults = all.map(({ setting }, place) => ({ path: places[place]?.path ?? '', setting }));
      return [`\`${row.name}\``, row.takes, defaultsCell(defaults), meaning(row.setting.comment)];
    });
    return [...table(HEADINGS, cells), '', ...this.sections(sections, level)];
  }

  /** A setting as rows: itself, and those of the block that it is. What takes more room goes to `sections`. */
  private rows(setting: Setting, prefix: string, path: string, sections: Section[]): Row[] {
    const name = `${prefix}${setting.name}`;
    const full = path === '' ? name : `${path}.${name}`;
    const explained = EXPLAINED[setting.written.name ?? ''];
    if (explained !== undefined) return [{ name, takes: explained, setting: withoutCommentOfType(setting) }];

    if (setting.schema instanceof z.ZodObject) return this.blockRows(setting, name, path, sections);
    if (isChoice(setting)) {
      sections.push({ path: full, comment: setting.comment, described: setting });
      const links = this.describer
        .variants(setting)
        .map(
          (variant) =>
            `[${namesOf(variant)}](#${anchorOf(variantHeading(variant, this.isMerged(setting) ? '' : full))})`,
        );
      return [{ name, takes: links.join(', '), setting }];
    }
    const element = this.describer.element(setting);
    if (!element || !(element.schema instanceof z.ZodObject || isChoice(element))) {
      return [{ name, takes: wordsFor(setting.schema), setting }];
    }
    const isList = setting.schema instanceof z.ZodArray;
    const at = isList ? `${full}[]` : `${full}.<name>`;
    sections.push({ path: at, comment: element.comment, described: element });
    return [{ name, takes: `[${isList ? 'list of blocks' : 'blocks, by name'}](#${anchorOf(at)})`, setting }];
  }

  private blockRows(setting: Setting, name: string, path: string, sections: Section[]): Row[] {
    const shared = this.shared.get(setting.written.call);
    if (shared) return [{ name, takes: `[block](#${anchorOf(sharedHeading(shared))})`, setting }];
    const members = this.describer.settings(setting).flatMap((member) => this.rows(member, `${name}.`, path, sections));
    return setting.comment.text === '' ? members : [{ name, takes: 'block', setting }, ...members];
  }

  /** Sections below headings of their own; choices between the same variants are told together. */
  private sections(sections: readonly Section[], level: number): string[] {
    const groups: [Section, ...Section[]][] = [];
    for (const section of sections) {
      const group = groups.find(([first]) => this.shareVariants(first.described, section.described));
      if (group) group.push(section);
      else groups.push([section]);
    }
    return groups.flatMap((group) => {
      const [{ path, comment, described }] = group;
      const isAlone = group.length === 1;
      const at = isAlone ? path : '';
      const below = level + 1;
      return [
        `${'#'.repeat(level)} ${group.map((section) => `\`${section.path}\``).join(', ')}`,
        '',
        ...(isAlone ? paragraph(comment) : []),
        ...(isChoice(described) ? this.choice(group, at, below) : this.block(group, at, below)),
      ];
    });
  }

  /** Every variant of a choice, each with the places that have it. */
  private choice(places: readonly Place[], path: string, level: number): string[] {
    const variants = this.variantsAt(places);
    const { discriminator } = (places[0]?.described.schema as z.ZodDiscriminatedUnion).def;
    const common = this.commonSettings(variants.map(({ variant }) => variant));
    return [
      `Each \`${discriminator}\` has settings of its own.`,
      '',
      ...common.lines,
      ...variants.flatMap(({ variant, places: at }) => {
        const without = [...common.names, ...this.decided(variant, discriminator)];
        return [
          `${'#'.repeat(level)} ${variantHeading(variant, path)}`,
          '',
          ...(at.length < places.length ? [`Only for ${at.map((place) => `\`${place.path}\``).join(', ')}.`, ''] : []),
          ...paragraph(variant.comment),
          ...(isChoice(variant)
            ? this.choice(at, variant.values.join(), level + 1)
            : this.block(at, path, level + 1, without)),
        ];
      }),
    ];
  }

  private variantsAt(places: readonly Place[]): { readonly variant: Variant; readonly places: Place[] }[] {
    const variants = new Map<unknown, { readonly variant: Variant; readonly places: Place[] }>();
    for (const { path, described } of places) {
      for (const variant of this.describer.variants(described)) {
        const known = variants.get(variant.written.call) ?? { variant, places: [] };
        known.places.push({ path, described: variant });
        variants.set(variant.written.call, known);
      }
    }
    // The first place's come first, in their order.
    return [...variants.values()].sort((one, other) => other.places.length - one.places.length);
  }

  /** Settings that can only be what the heading says. */
  private decided(variant: Variant, discriminator: string): string[] {
    return this.describer
      .settings(variant)
      .filter(
        ({ name, schema }) =>
          [discriminator, 'kind'].includes(name) && schema instanceof z.ZodLiteral && schema.values.size === 1,
      )
      .map(({ name }) => name);
  }

  /** What the variants take from the same constant, told once. */
  private commonSettings(variants: readonly Variant[]): { readonly names: string[]; readonly lines: string[] } {
    const [first] = variants;
    const settings = first ? this.describer.settings(first).filter(({ sharedFrom }) => sharedFrom) : [];
    const from = settings[0]?.sharedFrom;
    if (!from) return { names: [], lines: [] };
    const cells = settings
      .flatMap((setting) => this.rows(setting, '', '', []))
      .map((row) => [`\`${row.name}\``, row.takes, defaultCell(row.setting), meaning(row.setting.comment)]);
    return {
      names: settings.map(({ name }) => name),
      lines: [...paragraph(from.comment), ...table(HEADINGS, cells), ''],
    };
  }

  /** Whether a setting's variants are told together with those of another one. */
  private isMerged(setting: Setting): boolean {
    return this.describer.settings(this.root).filter((one) => this.shareVariants(one, setting)).length > 1;
  }

  private shareVariants(one: Described, other: Described): boolean {
    const calls = this.describer.variants(one).map(({ written }) => written.call);
    return this.describer.variants(other).some(({ written }) => calls.includes(written.call));
  }
}

/** The name of a block's page, as that of every file. */
export function pageOf({ name }: Setting): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isChoice({ schema }: Described): boolean {
  return schema instanceof z.ZodDiscriminatedUnion;
}

/** What a shared block is, by the first sentence of its comment. */
function sharedHeading({ written: { comment } }: Described): string {
  return (comment.text.split('. ')[0] ?? '').replace(/\.$/, '');
}

/** What is said of every value of a type stands where the type is explained. */
function withoutCommentOfType(setting: Setting): Setting {
  const { comment, written } = setting;
  return comment.text === written.comment.text ? { ...setting, comment: { ...comment, text: '' } } : setting;
}

function variantHeading(variant: Variant, path: string): string {
  return path === '' ? namesOf(variant) : `\`${path}\`: ${namesOf(variant)}`;
}

function namesOf({ values }: Variant): string {
  const names = values.map((value) => `\`${value}\``);
  return names.length > 3 ? `${names.slice(0, 2).join(', ')}, …` : names.join(', ');
}
