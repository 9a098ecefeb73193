/** Shells that complete commands by a script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The script that lets a shell complete `inferencehub`: it asks the command itself, and offers files where that has
 * nothing to say.
 * @param command the words that start the command, whatever the user's PATH will be
 */
export function completionScript(shell: Shell, command: readonly string[]): string {
  return SCRIPTS[shell](command.map(QUOTED[shell]).join(' '));
}

const inSingleQuotes = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Fish knows two escapes inside single quotes. */
const inFishQuotes = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const QUOTED: Readonly<Record<Shell, (word: string) => string>> = {
  bash: inSingleQuotes,
  zsh: inSingleQuotes,
  fish: inFishQuotes,
};

const SCRIPTS: Readonly<Record<Shell, (command: string) => string>> = {
  // A shell of macOS' age (3.2) reads it too.
  bash: (command) => `# In ~/.bashrc: source <(inferencehub completion bash)
_inferencehub() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(${command} complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _inferencehub inferencehub
`,
  zsh: (command) => `# In ~/.zshrc, after compinit: source <(inferencehub completion zsh)
_inferencehub() {
  local line
  local -a candidates
  while IFS= read -r line; do
    candidates+=("\${line/$'\\t'/:}")
  done < <(${command} complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#candidates )); then
    _describe inferencehub candidates
  else
    _files
  fi
}
compdef _inferencehub inferencehub
`,
  fish: (command) => `# In ~/.config/fish/config.fish: inferencehub completion fish | source
function __inferencehub
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l candidates (${command} complete -- $words[2..-1] "$current" 2>/dev/null)
  if test (count $candidates) -gt 0
    printf '%s\\n' $candidates
  else
    __fish_complete_path "$current"
  end
end
complete -c inferencehub -f -a '(__inferencehub)'
`,
};
