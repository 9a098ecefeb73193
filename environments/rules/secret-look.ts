/** Keys of well-known services, by how they begin. */
const KEYS = [
  String.raw`sk-[\w-]{16,}`, // OpenAI, Anthropic, LiteLLM, Langfuse
  String.raw`(AKIA|ASIA)[A-Z0-9]{16}`, // AWS
  String.raw`(ABSK|bedrock-api-key-)[A-Za-z0-9+/]{16,}={0,2}`, // Bedrock's own
  String.raw`[A-Za-z0-9]{40,}JQQJ99[A-Za-z0-9]{16,}`, // Azure OpenAI
  String.raw`[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}`, // a client of Entra ID
  String.raw`(AIza[\w-]{35}|GOCSPX-[\w-]{20,}|ya29\.[\w-]{20,})`, // Google
  String.raw`(gh[pousr]_|github_pat_)\w{30,}`,
  String.raw`glpat-[\w-]{20,}`, // GitLab
  String.raw`(xox[abeprs]|xapp)-[\w-]{10,}`, // Slack
  String.raw`hf_[A-Za-z0-9]{30,}`, // Hugging Face
  String.raw`(gsk_|pplx-|tvly-|nvapi-|jina_|xai-|fw_|r8_|lsv2_)(?=[\w-]*\d)[\w-]{20,}`, // providers of models and searches
  String.raw`(csk-|fc-|pa-|sk_|pcsk_|tgp_v1_|dapi|BSA|esecret_|fpk_|ntn_|lin_api_|apify_api_)(?=[\w-]*\d)[\w-]{24,}`, // more of them
  String.raw`[rs]k_(live|test)_\w{16,}`, // Stripe
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`, // SendGrid
  String.raw`(npm_|dckr_pat_|glsa_|hvs\.)[\w-]{20,}`,
  String.raw`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`, // a JWT
];
const KEY = new RegExp(String.raw`(?<![\w-])(${KEYS.join('|')})(?![A-Za-z0-9])`);

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----|AGE-SECRET-KEY-1/;

/** Addresses that are a secret: whoever has one may post. */
const WEBHOOK =
  /\/\/(hooks\.slack\.com\/(services|workflows|triggers)\/\w|discord(app)?\.com\/api\/webhooks\/\d|[\w.-]+\.webhook\.office\.com\/webhook|chat\.googleapis\.com\/v1\/spaces\/)/;

/** What a client shows a server; a word has no digit in it. */
const BEARER = /\bBearer\s+(?=\S*\d)[\w.~+/=-]{8,}/i;
const BASIC = /\bBasic\s+([A-Za-z0-9+/]{6,}={0,2})/gi;

/** User and password in an address. */
const LOGIN = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#"'@]*:(?!\d{1,5}[/?#])[^\s@"']+@/i;

/** A token in the place of a user: a user's name is no such riddle. */
const TOKEN_LOGIN = /\b(git\+)?https?:\/\/(?=[\w.~-]*\d)(?=[\w.~-]*[a-z])[\w.~-]{20,}@/i;

/** A parameter of an address that is a secret. */
const PARAMETER = /[?&][\w-]*(key|token|secret|password|passwd|pwd|credential|signature|sig)=[^&\s$]/i;

/** Whether a text is or holds a secret, whatever it is called: a key of a well-known service, a private key, a JWT. */
export function looksSecret(text: string): boolean {
  return [KEY, PRIVATE_KEY, WEBHOOK, BEARER].some((look) => look.test(text)) || [...text.matchAll(BASIC)].some(isLogin);
}

/** Whether what follows `Basic` is a user and a password, and not a word. */
function isLogin([, encoded = '']: RegExpMatchArray): boolean {
  return /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(Buffer.from(encoded, 'base64').toString('latin1'));
}

/** Whether an address in a text has a password, or a parameter that is one. */
export function hasSecretInAddress(text: string): boolean {
  return [LOGIN, TOKEN_LOGIN, PARAMETER].some((look) => look.test(text));
}
