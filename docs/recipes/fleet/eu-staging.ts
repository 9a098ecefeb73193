import { fleetEnvironment } from './fleet';

export default fleetEnvironment({
  name: 'eu-staging',
  account: 'nonprod',
  region: 'eu-central-1',
  network: 65,
  host: 'staging',
});
