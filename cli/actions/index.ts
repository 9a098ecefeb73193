/**
 * What each verb does, loaded when it is asked for: help, a completion and a mistake in a flag need none of it, and would
 * wait a second or two for all of it.
 */
export const actions = {
  get bootstrapState() {
    return (require('./bootstrap-state') as typeof import('./bootstrap-state')).bootstrapState;
  },
  get environments() {
    return (require('./environments') as typeof import('./environments')).environments;
  },
  get iamPolicy() {
    return (require('./iam-policy') as typeof import('./iam-policy')).iamPolicy;
  },
  get images() {
    return (require('./images') as typeof import('./images')).images;
  },
  get init() {
    return (require('./init') as typeof import('./init')).init;
  },
  get plan() {
    return (require('./plan') as typeof import('./plan')).plan;
  },
  get policy() {
    return (require('./policy') as typeof import('./policy')).policy;
  },
  get applicationsWithValues() {
    return (require('./protected') as typeof import('./protected')).applicationsWithValues;
  },
  get protectedValues() {
    return (require('./protected') as typeof import('./protected')).protectedValues;
  },
  get recover() {
    return (require('./recover') as typeof import('./recover')).recoverEnvironment;
  },
  get rehearse() {
    return (require('./rehearse') as typeof import('./rehearse')).rehearse;
  },
  get synth() {
    return (require('./synth') as typeof import('./synth')).synth;
  },
  get trustPolicy() {
    return (require('./trust-policy') as typeof import('./trust-policy')).trustPolicy;
  },
  get upload() {
    return (require('./upload') as typeof import('./upload')).upload;
  },
  get wiring() {
    return (require('./wiring') as typeof import('./wiring')).wiring;
  },
  get withCdktf() {
    return (require('../../operations/deployment') as typeof import('../../operations/deployment')).withCdktf;
  },
  get workspaces() {
    return (require('./workspaces') as typeof import('./workspaces')).workspaces;
  },
} as const;
