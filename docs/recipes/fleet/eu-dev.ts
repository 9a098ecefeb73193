import { fleetEnvironment } from './fleet';

export default fleetEnvironment({
  name: 'eu-dev',
  account: 'nonprod',
  region: 'eu-central-1',
  network: 64,
  host: 'dev',
  thrownAway: true,
});
