/** Where the files are in the bucket that users upload to Open WebUI. */
export const OPEN_WEBUI_FILES = 'files/openwebui/';
