/** In place of node:crypto's, since a browser cannot read a certificate: of what is in it the stack's functions decide. */
export class X509Certificate {}
