import { z } from 'zod';

/** A page of news, the demonstration of how an application is added. */
export const DemonstrationSettings = z.strictObject({
  /** Where it reads the news. */
  feed: z.url().default('https://feed.example.com/news'),
  /** What its chart is told besides. */
  values: z.record(z.string(), z.json()).default({}),
});
export type DemonstrationSettings = z.output<typeof DemonstrationSettings>;
