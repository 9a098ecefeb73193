export { deployedWiring } from './deployed-wiring';
