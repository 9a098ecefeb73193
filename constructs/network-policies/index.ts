export { locationFlows } from './location-flows';
export { DefaultDeny, type DefaultDenyProps } from './default-deny';
export type { Destination, Flow, Peer, PodGroup } from './flow';
export type { NetworkLocation } from './location';
export { NetworkPolicies, type NetworkPoliciesProps } from './network-policies';
export {
  type NetworkPolicyWiring,
  OperatorPolicies,
  type OperatorPoliciesProps,
  type OperatorPods,
} from './operator-policies';
export { surroundingsOf } from './surroundings';
