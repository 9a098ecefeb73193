/** Passwords full of what connection strings, shells and SQL give a meaning to. */
export const AWKWARD_PASSWORDS = [
  '@:/?#%+ ',
  ' leading and trailing ',
  'p@ss:w/rd?x#y%z+1 2',
  '100%41 is not %25',
  `it's "quoted" and \\back\\slashed\\`,
  '$HOME `id` $(id) ${x} !!',
  '&a=b;c=d|e<f>g(h)[i]{j}^k~l*m,n',
  '{{ .secret1 }} {{"x"}}',
  'пароль-密码-ß€',
] as const;
