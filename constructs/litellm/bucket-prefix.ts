/** Where LiteLLM's request logs are in the bucket. What is under `logs/` expires. */
export const LITELLM_LOGS = 'logs/litellm/';
