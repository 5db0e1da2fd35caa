export { normalisePem } from '../https/pem.ts';
