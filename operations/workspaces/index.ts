export { makeWorkspaces, type MakeWorkspacesProps, requireWorkspaces, writeWorkspaces } from './make-workspaces';
