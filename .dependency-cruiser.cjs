const { areas } = require('./etc/areas.json');

const names = areas.map(({ area }) => area);
/** Everything in a folder, or a file of its own. */
const within = (area) => `^${area}(/|\\.ts$)`;

/** The order of areas, from the ground up, as etc/areas.json has it: no area imports one that stands above it. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that import each other cannot be read, tested or taken out one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'area-without-a-place',
      comment: 'Each area has its place in etc/areas.json.',
      severity: 'error',
      from: { path: '^(?!test/)', pathNot: names.map(within) },
      to: {},
    },
    ...names.slice(0, -1).map((area, index) => ({
      name: `above-${area.replaceAll('/', '-')}`,
      comment: `${area} stands below these in etc/areas.json, so it imports none of them.`,
      severity: 'error',
      from: { path: within(area) },
      to: { path: names.slice(index + 1).map(within) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|test|dist|cdktf\\.out|\\.rehearsal)/' },
    // Types count too: whoever names a type has to know the area that it is from.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json', '.cjs'] },
  },
};
