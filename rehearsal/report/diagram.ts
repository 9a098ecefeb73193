import type { WiredConnection, Wiring } from '../../constructs/wiring/wiring';
import { escapeHtml } from './escape-html';
import { titleOf } from '../../environments/applications';
import { roleOf } from './roles';
import type { Surroundings } from './surroundings';
import { wrap } from './text-table';
import { READS } from './wiring';

/** Where a thing stands: in the cluster, in the network beside it, or outside of both. */
type Place = 'cluster' | 'network' | 'outside';

/** A datastore or service that applications connect to. */
interface Target {
  readonly place: Place;
  readonly variant: string;
  readonly edges: Edge[];
}

interface Edge {
  readonly application: string;
  readonly connection: WiredConnection;
}

/** A connection from one application to another. */
interface Call extends Edge {
  readonly callee: string;
}

const NODE = { width: 326, lineHeight: 34 } as const;
const APPLICATION_WIDTH = 180;
const MARGIN = 24;
const GAP = 40;
const TOP = 76;
/** Space in which the edges bend, and in which their labels stand. */
const BEND = 90;
const LABEL = 175;
/** Room at the left of the applications for the arcs between them. */
const ARC = 96;

/**
 * The environment as a picture (SVG): network, cluster, datastores and applications as boxes, connections as labelled
 * lines. Every connection has a row of its own, so that no line crosses a box.
 * @param urls where users find the applications
 */
export function diagram(
  wiring: Wiring,
  surroundings: Surroundings,
  urls: Readonly<Record<string, string>> = {},
): string {
  const applications = Object.keys(wiring);
  const { targets, calls } = sorted(wiring);
  const left = MARGIN * 2 + (calls.length > 0 ? ARC : 0);
  const columns = columnsOf(targets, left + APPLICATION_WIDTH + BEND + LABEL, surroundings.network !== undefined);

  const placed = stacked(targets.map((target) => ({ item: target, head: headOf(target), rows: target.edges.length })));
  const boxes = stacked(
    applications.map((name) => {
      const head = wrapped(titleOf(name), [urls[name] ?? ''], APPLICATION_WIDTH);
      return { item: name, head, rows: Math.max(1, edgesOf(name, targets).length) };
    }),
  );
  const bottom = Math.max(...placed.map(end), ...boxes.map(end), TOP + 120);

  const lines = applications.flatMap((name) => {
    const box = boxes.find(({ item }) => item === name);
    return edgesOf(name, targets).map((edge, index) => {
      const target = placed.find(({ item }) => item.edges.includes(edge));
      if (!box || !target) throw new Error(`no place for ${edge.connection.use} of ${name}`);
      const from = { x: left + APPLICATION_WIDTH, y: rowOf(box, index) };
      const to = { x: columns.x[target.item.place], y: rowOf(target, target.item.edges.indexOf(edge)) };
      return line(from, to, edge);
    });
  });
  const height = bottom + MARGIN * 2;
  // Without the network's frame there is nothing in the first lines.
  const above = surroundings.network ? 0 : MARGIN;
  return [
    `<svg class="diagram" viewBox="0 ${above} ${columns.width} ${height - above}" role="img" aria-label="What connects to what">`,
    ...frames(surroundings, columns, bottom),
    ...lines,
    ...calls.map((call, index) => arc(call, boxes, left, index)),
    ...boxes.map((one) => box('application', left, APPLICATION_WIDTH, one)),
    ...placed.flatMap((one) => [
      box(one.item.place, columns.x[one.item.place], NODE.width, one),
      ...one.item.edges.map((edge, index) => login(edge, columns.x[one.item.place] + 12, rowOf(one, index) + 4)),
    ]),
    '</svg>',
  ].join('\n');
}

/** Connections by what they lead to: one box for one server, however many connect to it. */
function sorted(wiring: Wiring): { targets: Target[]; calls: Call[] } {
  const targets = new Map<string, Target>();
  const calls: Call[] = [];
  for (const [application, connections] of Object.entries(wiring)) {
    for (const connection of connections) {
      const callee = Object.keys(wiring).find((name) => name !== application && hostOf(connection).startsWith(name));
      if (callee !== undefined) {
        calls.push({ application, connection, callee });
        continue;
      }
      // A replica is drawn with the database that it is one of.
      const database = connection.use === READS ? connections.find(({ use }) => use === 'database') : undefined;
      const key = keyOf(database ?? connection);
      const target = targets.get(key) ?? newTarget(connection);
      target.edges.push({ application, connection });
      targets.set(key, target);
    }
  }
  const order = Object.keys(wiring);
  const height = ({ edges }: Target): number =>
    edges.reduce((sum, { application }) => sum + order.indexOf(application), 0) / edges.length;
  // What stands beside those that connect to it has fewer lines crossing before it.
  return { targets: [...targets.values()].sort((one, other) => height(one) - height(other)), calls };
}

function keyOf({ variant, endpoint }: WiredConnection): string {
  return `${variant} ${endpoint}`;
}

function newTarget(connection: WiredConnection): Target {
  return { place: placeOf(connection), variant: connection.variant, edges: [] };
}

/** What stands in a target's box above its connections: what it is for, what it is, and where. */
function headOf({ variant, edges }: Target): Head {
  const role = roleOf(edges.map(({ connection }) => connection));
  const endpoints = [...new Set(edges.map(({ connection }) => connection.endpoint))];
  return wrapped(role, [role === variant ? '' : variant, ...endpoints], NODE.width);
}

function hostOf({ endpoint }: WiredConnection): string {
  return endpoint.replace(/^\w+:\/\//, '');
}

function placeOf({ variant, endpoint }: WiredConnection): Place {
  if (variant.startsWith('in-cluster')) return 'cluster';
  // A bucket is a service of a region, not a server in a network.
  return variant.startsWith('managed') && !endpoint.startsWith('s3:') ? 'network' : 'outside';
}

/** An application's edges, in the order of the boxes that they lead to, so that they cross as little as can be. */
function edgesOf(application: string, targets: readonly Target[]): Edge[] {
  return targets.flatMap(({ edges }) => edges.filter((edge) => edge.application === application));
}

interface Columns {
  readonly x: Readonly<Record<Place, number>>;
  /** Right ends of the frames. */
  readonly clusterEnd: number;
  readonly networkEnd: number;
  readonly width: number;
}

/** The columns of targets from left to right; one without a target takes no room. */
function columnsOf(targets: readonly Target[], start: number, hasNetwork: boolean): Columns {
  const has = (place: Place): boolean => targets.some((target) => target.place === place);
  const clusterEnd = has('cluster') ? start + NODE.width + MARGIN : start - GAP;
  const network = Math.max(clusterEnd + GAP, start);
  const networkEnd = has('network') ? network + NODE.width + MARGIN : clusterEnd + (hasNetwork ? MARGIN : 0);
  const outside = Math.max(networkEnd + GAP, start);
  const width = has('outside') ? outside + NODE.width + MARGIN : networkEnd + MARGIN;
  return { x: { cluster: start, network, outside }, clusterEnd, networkEnd, width };
}

/** The lines at the top of a box, none of them wider than it. */
interface Head {
  readonly title: readonly string[];
  readonly details: readonly string[];
}

function wrapped(title: string, details: readonly string[], width: number): Head {
  const lines = (text: string, character: number): string[] => wrap(text, Math.floor((width - 24) / character));
  return {
    title: lines(title, TITLE_CHARACTER),
    details: details.filter((detail) => detail !== '').flatMap((detail) => lines(detail, DETAIL_CHARACTER)),
  };
}

interface Placed<Item> {
  readonly item: Item;
  readonly head: Head;
  readonly y: number;
  readonly height: number;
}

/** Things one below the other, each as high as its head and its rows. */
function stacked<Item>(
  items: readonly { readonly item: Item; readonly head: Head; readonly rows: number }[],
): Placed<Item>[] {
  let y = TOP + MARGIN;
  return items.map(({ item, head, rows }) => {
    const placed = { item, head, y, height: headHeight(head) + rows * NODE.lineHeight };
    y += placed.height + MARGIN;
    return placed;
  });
}

function headHeight({ title, details }: Head): number {
  return 12 + title.length * TITLE_LINE + details.length * DETAIL_LINE;
}

function end({ y, height }: Placed<unknown>): number {
  return y + height;
}

/** The height at which a box's connection enters it: below its head. */
function rowOf({ y, head }: Placed<unknown>, index: number): number {
  return y + headHeight(head) + index * NODE.lineHeight + NODE.lineHeight / 2;
}

function frames({ network, cluster }: Surroundings, { clusterEnd, networkEnd }: Columns, bottom: number): string[] {
  const inner = network ? MARGIN : MARGIN / 2;
  return [
    ...(network
      ? [frame('network', MARGIN / 2, MARGIN / 2, networkEnd, bottom + MARGIN, network.title, network.detail)]
      : []),
    frame('cluster', inner, MARGIN / 2 + 36, clusterEnd, bottom + MARGIN / 2, cluster.title, cluster.detail),
  ];
}

function frame(
  kind: string,
  x: number,
  y: number,
  right: number,
  bottom: number,
  title: string,
  detail: string,
): string {
  return (
    `<g class="frame ${kind}"><rect x="${x}" y="${y}" width="${right - x}" height="${bottom - y}" rx="12"/>` +
    `<text x="${x + 14}" y="${y + 23}">${escapeHtml(title)} <tspan class="detail">${escapeHtml(detail)}</tspan></text></g>`
  );
}

function box(kind: string, x: number, width: number, { head, y, height }: Placed<unknown>): string {
  const { title, details } = head;
  const texts = [
    ...title.map((text, line) => [text, 'title', 20 + line * TITLE_LINE] as const),
    ...details.map((text, line) => [text, 'detail', 20 + title.length * TITLE_LINE + line * DETAIL_LINE] as const),
  ];
  return [
    `<g class="box ${kind}"><title>${escapeHtml([...title, ...details].join(' '))}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    ...texts.map(
      ([text, style, below]) => `<text class="${style}" x="${x + 12}" y="${y + below}">${escapeHtml(text)}</text>`,
    ),
    '</g>',
  ].join('');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function line(from: Point, to: Point, { application, connection }: Edge): string {
  const bent = from.x + BEND;
  const half = from.x + BEND / 2;
  return (
    `<g class="edge from-${escapeHtml(application)}">` +
    `<path d="M${from.x} ${from.y} C${half} ${from.y} ${half} ${to.y} ${bent} ${to.y} H${to.x}"/>` +
    `<circle cx="${to.x}" cy="${to.y}" r="3.5"/>` +
    `<text x="${bent + 4}" y="${to.y - 5}">${escapeHtml(labelOf(connection))}</text></g>`
  );
}

/** From one application to another: an arc at their left. */
function arc(
  { application, callee, connection }: Call,
  boxes: readonly Placed<string>[],
  left: number,
  index: number,
): string {
  const from = boxes.find(({ item }) => item === application);
  const to = boxes.find(({ item }) => item === callee);
  if (!from || !to) throw new Error(`no place for ${application} or ${callee}`);
  const start = from.y + from.height / 2 + index * 10;
  const goal = to.y + to.height / 2 + index * 10;
  const far = left - ARC * 0.8 + index * 24;
  return (
    `<g class="edge from-${escapeHtml(application)}">` +
    `<path d="M${left} ${start} C${far} ${start} ${far} ${goal} ${left} ${goal}"/><circle cx="${left}" cy="${goal}" r="3.5"/>` +
    `<text x="${left - ARC / 2 + index * 12}" y="${(start + goal) / 2 + 4}">${escapeHtml(connection.use)}</text></g>`
  );
}

function labelOf({ use, tls }: WiredConnection): string {
  return `${use} · ${tls === 'none' ? 'no TLS' : tls}`;
}

/** What distinguishes one connection to a server from another. */
function login({ connection }: Edge, x: number, y: number): string {
  const { database, user, keyPrefix } = connection;
  const parts = [database && `db ${database}`, user && `user ${user}`, keyPrefix && `keys ${keyPrefix}`];
  const text = parts.filter((part) => part !== undefined && part !== '').join(' · ');
  const lines = wrap(text, Math.floor((NODE.width - 24) / DETAIL_CHARACTER));
  const top = y - ((lines.length - 1) * DETAIL_LINE) / 2;
  return lines
    .map((part, line) => `<text class="detail" x="${x}" y="${top + line * DETAIL_LINE}">${escapeHtml(part)}</text>`)
    .join('');
}

/** Average widths of a character, in pixels. */
const TITLE_CHARACTER = 7.9;
const DETAIL_CHARACTER = 6.2;

/** From one line of text to the next, in pixels. */
const TITLE_LINE = 17;
const DETAIL_LINE = 14;
