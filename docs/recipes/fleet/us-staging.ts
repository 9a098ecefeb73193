import { fleetEnvironment } from './fleet';

export default fleetEnvironment({
  name: 'us-staging',
  account: 'nonprod',
  region: 'us-east-1',
  network: 66,
  host: 'staging-us',
});
