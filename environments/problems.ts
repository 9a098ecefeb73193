export {
  at,
  pathText,
  type Phrase,
  type Problem,
  problemsText,
  type Rename,
  say,
  type SettingPath,
  UserError,
} from '../constructs/telling/problems';
