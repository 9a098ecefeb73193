export { imagesOf } from './images-of';
