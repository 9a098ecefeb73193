export { type Consent, recover, type Recovered } from './recovery';
