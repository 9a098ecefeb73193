import { fleetEnvironment } from './fleet';

export default fleetEnvironment({
  name: 'us-prod',
  account: 'prod',
  region: 'us-east-1',
  network: 68,
  host: 'chat-us',
});
