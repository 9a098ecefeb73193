import type { Exposure } from '../gateway/exposure';

/**
 * Everything but health and metrics. Its websocket keeps state in the pod between two polls, so a browser that falls back
 * to polling has to come back to the same one.
 */
export const OPEN_WEBUI_EXPOSURE: Exposure = {
  closed: ['/health', '/metrics'],
  open: ['/'],
  healthCheckPath: '/health',
  sticky: true,
};
