/** The applications as their makers write them. */
const TITLES: Readonly<Record<string, string>> = { litellm: 'LiteLLM', openwebui: 'Open WebUI', searxng: 'SearXNG' };

/** An application's name for people. */
export function titleOf(application: string): string {
  return TITLES[application] ?? application;
}
