import type { DatabaseOwner } from '../postgres/database-owner';

/** The database that Open WebUI asks for: it keeps its vectors in pgvector. */
export const OPEN_WEBUI_DATABASE = { name: 'openwebui', extensions: ['vector'] } as const satisfies DatabaseOwner;
