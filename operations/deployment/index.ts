export { withCdktf } from './with-cdktf';
