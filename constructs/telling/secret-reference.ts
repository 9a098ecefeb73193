/** `${NAME}`, whole: resolved at apply time from the environment of whoever deploys, never at synth. */
export const VARIABLE_REFERENCE = /^\$\{([A-Z_][A-Z0-9_]*)\}$/;

/** Every `${NAME}` inside a longer text. */
export const VARIABLE_REFERENCES = /\$\{([A-Z_][A-Z0-9_]*)\}/g;

/** What a secret's place says of anything that does not say where the secret is; a text has to be replaced, whatever it is. */
export const NO_SECRET_SOURCE =
  'a secret is never written in plain text; write "${NAME}" and set NAME where you deploy, ' +
  'or name an existing one: { secretsManager, property } or { kubernetesSecret, key }';
