import { fleetEnvironment } from './fleet';

export default fleetEnvironment({
  name: 'eu-prod',
  account: 'prod',
  region: 'eu-central-1',
  network: 67,
  host: 'chat',
});
