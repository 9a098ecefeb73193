export { HcpApi, type HcpRun } from './hcp-api';
export { hcpToken } from './hcp-token';
export { uploadSelected, type UploadSelectedProps } from './upload-selected';
export { type UploadProps, uploadStacks } from './upload-stacks';
